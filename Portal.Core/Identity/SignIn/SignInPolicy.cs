using System.ComponentModel.DataAnnotations;

namespace Portal.Core.Identity.SignIn;

/// <summary>How people sign in and how long a sign-in lasts; configuration section <c>Identity</c>.</summary>
public sealed class SignInPolicy
{
    /// <summary>
    /// People who run the platform or its money must have a second factor. Off in the demo, whose
    /// sign-ins are printed on the screen.
    /// </summary>
    public bool RequireSecondFactor { get; init; } = true;

    /// <summary>A session ends after this long without a request, in minutes.</summary>
    [Range(5, 720)]
    public int IdleMinutes { get; init; } = 120;

    /// <summary>A session ends this long after sign-in, whatever the person does, in hours.</summary>
    [Range(1, 24)]
    public int SessionHours { get; init; } = 12;

    /// <summary>How long the link of a password mail works, in minutes.</summary>
    [Range(5, 1440)]
    public int ResetMinutes { get; init; } = 60;

    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    public TimeSpan Session => TimeSpan.FromHours(SessionHours);
}
