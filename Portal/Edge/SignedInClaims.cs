using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Edge;

/// <summary>
/// What the signed-in principal carries. It names the session and is read anew from the database on
/// each request; no right is ever taken from it.
/// </summary>
public static class SignedInClaims
{
    private const string Session = "session";
    private const string Tenant = "tenant";
    private const string TenantName = "tenant_name";
    private const string Zone = "zone";
    private const string Owes = "owes_second_factor";

    /// <summary>What the cookie holds: only which session it is.</summary>
    public static ClaimsPrincipal ForCookie(StartedSession session) =>
        new(
            new ClaimsIdentity(
                [
                    new(Session, session.Session.Value.ToString(CultureInfo.InvariantCulture)),
                    new(
                        ClaimTypes.NameIdentifier,
                        session.Person.Value.ToString(CultureInfo.InvariantCulture)
                    ),
                    new(ClaimTypes.Name, session.DisplayName),
                ],
                CookieAuthenticationDefaults.AuthenticationScheme
            )
        );

    /// <summary>What the rest of the request and the circuit see.</summary>
    public static ClaimsPrincipal ForRequest(
        SessionId session,
        SessionState state,
        TenantChoice? tenant
    )
    {
        var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new(Session, session.Value.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(
            new(
                ClaimTypes.NameIdentifier,
                state.Person.Value.ToString(CultureInfo.InvariantCulture)
            )
        );
        identity.AddClaim(new(ClaimTypes.Name, state.DisplayName));
        if (tenant is not null)
        {
            identity.AddClaim(new(Tenant, tenant.Id.Value.ToString(CultureInfo.InvariantCulture)));
            identity.AddClaim(new(TenantName, tenant.Name));
        }

        if (state.TimeZone is { } zone)
        {
            identity.AddClaim(new(Zone, zone));
        }

        if (state.OwesSecondFactor)
        {
            identity.AddClaim(new(Owes, "yes"));
        }

        return new ClaimsPrincipal(identity);
    }

    public static SessionId? SessionOf(this ClaimsPrincipal user) =>
        Number(user, Session) is { } id ? new SessionId(id) : null;

    public static PersonId? PersonOf(this ClaimsPrincipal user) =>
        Number(user, ClaimTypes.NameIdentifier) is { } id ? new PersonId(id) : null;

    public static TenantId? TenantOf(this ClaimsPrincipal user) =>
        Number(user, Tenant) is { } id ? new TenantId(id) : null;

    public static string? TenantNameOf(this ClaimsPrincipal user) =>
        user.FindFirstValue(TenantName);

    /// <summary>IANA name of the time zone the person chose; null when they leave it to the device.</summary>
    public static string? ZoneOf(this ClaimsPrincipal user) => user.FindFirstValue(Zone);

    /// <summary>The person may do nothing but set up a second factor.</summary>
    public static bool OwesSecondFactor(this ClaimsPrincipal user) => user.HasClaim(Owes, "yes");

    private static long? Number(ClaimsPrincipal user, string claim) =>
        long.TryParse(
            user.FindFirstValue(claim),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
