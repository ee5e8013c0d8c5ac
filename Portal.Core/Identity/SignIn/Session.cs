using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

public readonly record struct SessionId(long Value) : IEntityId<SessionId>
{
    public static SessionId From(long value) => new(value);
}

/// <summary>
/// One sign-in of a person on one device. The cookie only names it; whether it still counts is asked
/// here on every request and, for open pages, every few seconds.
/// </summary>
public sealed class Session : IAudited
{
    public SessionId Id { get; private set; }

    public required PersonId PersonId { get; init; }

    /// <summary>What the browser says it is, e.g. <c>Firefox on Linux</c>.</summary>
    public required string Device { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    [NotAudited]
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends, whatever the person does.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the person, an administrator or a new password ended it.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(DateTimeOffset now) => EndedAt ??= now;

    internal StartedSession Started(Person person, string deviceKey) =>
        new(Id, PersonId, person.DisplayName, ExpiresAt, deviceKey);

    public bool Counts(DateTimeOffset now, TimeSpan idle) =>
        EndedAt is null && now < ExpiresAt && now < LastSeenAt + idle;
}

/// <summary>
/// A browser a person signed in from before. Its wrong tries are counted apart from those of unknown
/// devices, so that nobody can lock a person out of their own machine.
/// </summary>
public sealed class KnownDevice
{
    public required PersonId PersonId { get; init; }

    /// <summary>SHA-256 of the random key in the device's cookie.</summary>
    public required byte[] KeyHash { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }
}

/// <summary>Wrong tries for one address from one known device, or from all unknown devices together.</summary>
public sealed class SignInCounter
{
    /// <summary>SHA-256 of what is tried: an address that may not exist, or a person's second factor.</summary>
    public required byte[] SubjectHash { get; init; }

    /// <summary>The known device's hash; empty for all others.</summary>
    public required byte[] DeviceHash { get; init; }

    public int Failures { get; init; }

    /// <summary>Whether the last try came outside a pause.</summary>
    public bool WasAdmitted { get; init; }

    public DateTimeOffset LastTryAt { get; init; }

    public DateTimeOffset BlockedUntil { get; init; }
}
