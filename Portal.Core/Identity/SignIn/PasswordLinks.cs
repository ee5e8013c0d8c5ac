using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Portal.Core.Identity.SignIn;

/// <summary>
/// The secret part of a link in a mail. It holds the person and their security stamp, encrypted and
/// with an end; a new password makes a new stamp, so a link works once.
/// </summary>
public sealed class PasswordLinks(IDataProtectionProvider protection, IOptions<SignInPolicy> policy)
{
    private static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    private readonly ITimeLimitedDataProtector _links = protection
        .CreateProtector("password-link")
        .ToTimeLimitedDataProtector();

    public string ForReset(Person person) =>
        Make(person, TimeSpan.FromMinutes(policy.Value.ResetMinutes));

    public string ForInvitation(Person person) => Make(person, InvitationLife);

    /// <summary>The person and the stamp the link was made with; null when it is expired or not ours.</summary>
    internal (long Person, string Stamp)? Read(string link)
    {
        try
        {
            var parts = _links.Unprotect(link).Split(':', 2);
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // What is not a link of ours, or no longer one, arrives here; the caller refuses it.
            return null;
        }
    }

    private string Make(Person person, TimeSpan life) =>
        _links.Protect(
            string.Create(CultureInfo.InvariantCulture, $"{person.Id}:{person.SecurityStamp}"),
            life
        );
}
