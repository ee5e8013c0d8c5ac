using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Identity.SignIn;
using Portal.Edge;

namespace Portal.Areas.Account;

/// <summary>What the frame of every page posts: sign out, switch the tenant.</summary>
public static class AccountModule
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services) =>
        services
            .AddSingleton<PendingSignIn>()
            .AddSingleton<AccountMails>()
            .AddHostedService(provider => provider.GetRequiredService<AccountMails>());

    public static void MapAccount(this WebApplication app)
    {
        var account = app.MapGroup("/account")
            .ExcludeFromDescription()
            .WithMetadata(new RequireAntiforgeryTokenAttribute())
            .AddEndpointFilter(RefuseForeignForm);
        account.MapPost("/sign-out", SignOutAsync);
        account.MapPost("/tenant", SwitchTenant);
    }

    /// <summary>
    /// The antiforgery middleware only notes what it found; an endpoint that reads no form field would
    /// run all the same, and another site could sign a visitor out.
    /// </summary>
    private static ValueTask<object?> RefuseForeignForm(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
            ? next(context)
            : ValueTask.FromResult<object?>(Results.BadRequest());

    private static async Task<IResult> SignOutAsync(
        HttpContext context,
        SignOut signOut,
        CancellationToken ct
    )
    {
        if (
            context.User.SessionOf() is { } session
            && (await signOut.HandleAsync(session, ct)).Failed
        )
        {
            return Results.Conflict();
        }

        await context.SignOutAsync();
        return Results.LocalRedirect("/account/sign-in");
    }

    /// <summary>
    /// Keeps the wish in a cookie. Whether the person may enter that tenant is asked on every request,
    /// so a forged id only leads back to their own.
    /// </summary>
    private static RedirectHttpResult SwitchTenant(
        HttpContext context,
        [FromForm] long tenant,
        [FromForm] string? returnUrl
    )
    {
        HostCookies.Write(
            context,
            HostCookies.Tenant,
            tenant.ToString(CultureInfo.InvariantCulture),
            TimeSpan.FromDays(365)
        );
        return TypedResults.LocalRedirect(ReturnPath.Safe(returnUrl));
    }
}
