using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Core.Identity.Contracts;

namespace Portal.Edge;

/// <summary>
/// How a caller proves who they are: pages by the session's cookie, <c>/api</c> by an access token and
/// by nothing else, so that no other site can use a visitor's cookies on it.
/// </summary>
public static class Authentication
{
    private const string ByPath = "by_path";

    public static IServiceCollection AddPortalAuthentication(this IServiceCollection services)
    {
        services
            .AddAuthentication(ByPath)
            .AddPolicyScheme(
                ByPath,
                null,
                options =>
                    options.ForwardDefaultSelector = context =>
                        context.Request.ComesByToken()
                            ? BearerTokens.Scheme
                            : CookieAuthenticationDefaults.AuthenticationScheme
            )
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.Scheme, null)
            .AddCookie(Configure);
        services.AddAuthorization(DenyByDefault);
        services.AddScoped<IAuthorizationHandler, PermissionCheck>();
        services.AddScoped<CallerEntry>();
        services.AddScoped<CircuitHandler, CircuitEntry>();
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        return services;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = HostCookies.Session;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.CookieManager = new HostCookies();
        // The session row decides when it is over; the cookie only must not outlive it by a day.
        options.ExpireTimeSpan = TimeSpan.FromHours(24);
        options.SlidingExpiration = false;
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
        options.Events.OnRedirectToAccessDenied = denied =>
        {
            denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>One policy per right, named by its key: <c>@attribute [Authorize("orders.read")]</c>.</summary>
    private static void DenyByDefault(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy;
        foreach (var permission in PermissionCatalog.All)
        {
            options.AddPolicy(
                permission.Permission.Key,
                policy =>
                    policy
                        .RequireAuthenticatedUser()
                        .AddRequirements(new PermissionRequirement(permission.Permission))
            );
        }
    }
}

/// <summary>The caller holds the right, at least for one shop of the current tenant.</summary>
public sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

internal sealed class PermissionCheck(CurrentUser user)
    : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        PermissionRequirement requirement
    )
    {
        var scope = await user.ScopeAsync(requirement.Permission, CancellationToken.None);
        if (!scope.IsDenied)
        {
            context.Succeed(requirement);
        }
    }
}
