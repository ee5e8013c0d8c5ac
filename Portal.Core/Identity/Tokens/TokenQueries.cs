using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Tokens;

/// <summary>Whom a token acts for.</summary>
public sealed record TokenBearer(
    AccessTokenId Token,
    PersonId Person,
    string DisplayName,
    TenantId Tenant,
    IReadOnlySet<string> Scopes
);

public sealed record TokenRow(
    AccessTokenId Id,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    string Tenant,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt
);

/// <summary>Access tokens as the API and the account page need them.</summary>
public sealed class TokenQueries(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Null for what is no token, or one that is expired, revoked, of a disabled person or of a
    /// suspended tenant. Notes the use, at most once a minute.
    /// </summary>
    public async Task<TokenBearer?> FindBearerAsync(string secret, CancellationToken ct)
    {
        if (!secret.StartsWith(AccessToken.Mark, StringComparison.Ordinal) || secret.Length > 200)
        {
            return null;
        }

        var hash = AccessToken.HashOf(secret);
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var token = await db
            .AccessTokens.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Hash == hash, ct);
        if (token is null || !token.Counts(now))
        {
            return null;
        }

        var name = await db
            .People.Where(p => p.Id == token.PersonId.Value && !p.IsDisabled)
            .Where(_ =>
                db.Tenants.Any(t => t.Id == token.TenantId && t.Status == TenantStatus.Active)
            )
            .Select(p => p.DisplayName)
            .SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return null;
        }

        if (token.LastUsedAt is null || token.LastUsedAt < now - UsePrecision)
        {
            await db
                .AccessTokens.Where(t => t.Id == token.Id)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), ct);
        }

        return new TokenBearer(
            token.Id,
            token.PersonId,
            name,
            token.TenantId,
            token.Scopes.ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>The acting person's tokens that still work, newest first.</summary>
    public async Task<IReadOnlyList<TokenRow>> OwnAsync(CancellationToken ct)
    {
        if (user.IdOrNone is not { } person)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await (
            from token in db.AccessTokens
            join tenant in db.Tenants on token.TenantId equals tenant.Id
            where token.PersonId == person && token.RevokedAt == null && token.ExpiresAt > now
            orderby token.CreatedAt descending, token.Id descending
            select new TokenRow(
                token.Id,
                token.Name,
                token.Prefix,
                token.Scopes,
                tenant.Name,
                token.CreatedAt,
                token.ExpiresAt,
                token.LastUsedAt
            )
        )
            .Take(200)
            .ToListAsync(ct);
    }
}
