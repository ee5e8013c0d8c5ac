using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Tokens;

/// <param name="Days">How long it works, 1 to 365.</param>
public sealed record IssueTokenCommand(
    [property: Required, StringLength(100)] string Name,
    IReadOnlyList<string> Scopes,
    [property: Range(1, 365)] int Days
);

/// <summary>A new token. The secret is shown this once and kept nowhere.</summary>
public sealed record IssuedToken(AccessTokenId Id, string Secret);

/// <summary>
/// Makes an access token for the acting person in the current tenant. Refuses scopes the person does
/// not hold, and any call that itself came with a token.
/// </summary>
public sealed class IssueToken(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result<IssuedToken>> HandleAsync(
        IssueTokenCommand command,
        CancellationToken ct
    )
    {
        if (user.IdOrNone is not { } person || user.CameByToken || tenant.IdOrNone is not { } where)
        {
            return Error.Forbidden;
        }

        var mistakes = InputCheck.Of(command);
        if (mistakes.Failed)
        {
            return mistakes.Error;
        }

        if (command.Scopes.Count == 0)
        {
            return Error.InvalidField("scopes", "Choose at least one right.");
        }

        var held = await user.HeldAsync(ct);
        if (!command.Scopes.All(held.Contains))
        {
            return IdentityErrors.ScopeNotHeld;
        }

        var now = clock.GetUtcNow();
        var secret = AccessToken.NewSecret();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var token = new AccessToken
        {
            PersonId = person,
            TenantId = where,
            Name = command.Name.Trim(),
            Prefix = AccessToken.PrefixOf(secret),
            Hash = AccessToken.HashOf(secret),
            Scopes = [.. command.Scopes.Distinct(StringComparer.Ordinal)],
            CreatedAt = now,
            ExpiresAt = now.AddDays(command.Days),
        };
        db.AccessTokens.Add(token);
        var saved = await db.SaveAsync(ct);
        return saved.Failed ? saved.Error : new IssuedToken(token.Id, secret);
    }
}
