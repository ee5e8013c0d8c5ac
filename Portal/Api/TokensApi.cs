using System.Security.Claims;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Api;

/// <summary>Who the caller is: lets a program check its token.</summary>
internal static class TokensApi
{
    public static void MapTokensApi(this RouteGroupBuilder api) =>
        api.MapGet("/v1/me", FindMeAsync)
            .WithSummary("The person, tenant and rights the token acts with")
            .WithTags("Token");

    private static async Task<Answer<CallerView>> FindMeAsync(
        ClaimsPrincipal caller,
        CurrentUser user,
        TenantReader tenants,
        CancellationToken ct
    )
    {
        var tenant = await tenants.CurrentAsync(ct);
        var rights = await user.HeldAsync(ct);
        return ApiAnswers.Ok(
            new CallerView(
                user.Id.Value,
                caller.Identity!.Name!,
                tenant.Slug,
                [.. rights.Order(StringComparer.Ordinal)]
            )
        );
    }

    private sealed record CallerView(
        long PersonId,
        string Name,
        string Tenant,
        IReadOnlyList<string> Rights
    );
}
