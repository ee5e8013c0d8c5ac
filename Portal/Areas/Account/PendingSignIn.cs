using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Portal.Core.Identity.Contracts;
using Portal.Edge;

namespace Portal.Areas.Account;

/// <summary>
/// Between password and second factor: an encrypted cookie of five minutes that names the person and
/// gives no right to anything.
/// </summary>
public sealed class PendingSignIn(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _tickets = protection
        .CreateProtector("pending-sign-in")
        .ToTimeLimitedDataProtector();

    public void Begin(HttpContext context, PersonId person)
    {
        var ticket = _tickets.Protect(person.Value.ToString(CultureInfo.InvariantCulture), Life);
        HostCookies.Write(context, HostCookies.PendingSignIn, ticket, Life);
    }

    public PersonId? Read(HttpContext context)
    {
        if (HostCookies.Read(context, HostCookies.PendingSignIn) is not { } ticket)
        {
            return null;
        }

        try
        {
            return new PersonId(
                long.Parse(_tickets.Unprotect(ticket), CultureInfo.InvariantCulture)
            );
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Expired or not ours: the person starts again with the password.
            return null;
        }
    }
}
