using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Portal.Core.Identity.SignIn;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Edge;

/// <summary>Begins, checks and ends the cookie of a session.</summary>
public static class SessionCookie
{
    /// <summary>Signs in with a fresh cookie and remembers the device.</summary>
    public static Task SignInAsync(this HttpContext context, StartedSession session)
    {
        HostCookies.WriteDevice(context, session.DeviceKey);
        HostCookies.Remove(context, HostCookies.PendingSignIn);
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            SignedInClaims.ForCookie(session)
        );
    }

    public static SignInOrigin OriginOf(HttpContext context) =>
        new(
            HostCookies.Read(context, HostCookies.Device),
            context.Request.Headers.UserAgent.ToString(),
            context.Connection.RemoteIpAddress?.ToString() ?? "unknown"
        );

    /// <summary>
    /// Asks the database whether the session still counts and which tenant it may enter: the one of
    /// the tenant cookie if its person has a role there today.
    /// </summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The page that says what broke is for everybody, and has to stand without the database.
            context.RejectPrincipal();
            return;
        }

        var ct = context.HttpContext.RequestAborted;
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionQueries>();
        if (
            context.Principal?.SessionOf() is not { } id
            || await sessions.FindAsync(id, ct) is not { } state
        )
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        await sessions.TouchAsync(id, ct);
        var chosen = state.Choose(WantedTenant(context.HttpContext));
        context.ReplacePrincipal(
            SignedInClaims.ForRequest(id, state, state.Tenants.FirstOrDefault(t => t.Id == chosen))
        );
    }

    private static TenantId? WantedTenant(HttpContext context) =>
        long.TryParse(
            HostCookies.Read(context, HostCookies.Tenant),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
            ? new TenantId(id)
            : null;
}
