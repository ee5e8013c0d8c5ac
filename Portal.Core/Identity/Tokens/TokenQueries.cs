using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Tokens;

/// <summary>Whom a token acts for, and what it may: its scopes, as far as the person holds them.</summary>
public sealed record TokenBearer(
    AccessTokenId Token,
    PersonId Person,
    string DisplayName,
    TenantId Tenant,
    IReadOnlyDictionary<Permission, AccessScope> Rights
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
    PortalConnections connections,
    CurrentUser user,
    TimeProvider clock
)
{
    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Asked by every call of the API, so by hand: a row per shop the rights are held for, or one for the
    /// whole tenant. $1 hash, $2 now, $3 precision of the last use.
    /// </summary>
    private const string FindBearer = """
        WITH found AS (
            SELECT t.id, t.person_id, p.display_name, t.tenant_id, t.scopes, t.last_used_at
            FROM identity.access_tokens t
            JOIN identity.people p ON p.id = t.person_id AND NOT p.is_disabled
            JOIN tenancy.tenants n ON n.id = t.tenant_id AND n.status = 'active'
            WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2
        ), used AS (
            UPDATE identity.access_tokens t SET last_used_at = $2
            FROM found f WHERE t.id = f.id AND (f.last_used_at IS NULL OR f.last_used_at < $2 - $3)
        )
        SELECT f.id, f.person_id, f.display_name, f.tenant_id, held.seller_id, held.rights
        FROM found f LEFT JOIN LATERAL (
            SELECT g.seller_id, array_agg(DISTINCT scope) AS rights
            FROM identity.role_grants g JOIN identity.roles r ON r.id = g.role_id
            CROSS JOIN unnest(f.scopes) AS scope
            WHERE g.person_id = f.person_id AND (g.tenant_id IS NULL OR g.tenant_id = f.tenant_id)
                AND scope = ANY (r.permissions)
            GROUP BY g.seller_id
        ) held ON true
        """;

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

        var rows = await connections.ReadAsync(
            FindBearer,
            [
                SqlValue.Of(AccessToken.HashOf(secret)),
                SqlValue.Of(clock.GetUtcNow()),
                SqlValue.Of(UsePrecision),
            ],
            r =>
                (
                    Token: new AccessTokenId(r.GetInt64(0)),
                    Person: new PersonId(r.GetInt64(1)),
                    Name: r.GetString(2),
                    Tenant: new TenantId(r.GetInt64(3)),
                    Seller: r.IsDBNull(4) ? null : (SellerId?)new SellerId(r.GetInt64(4)),
                    Rights: r.IsDBNull(5) ? [] : r.GetFieldValue<string[]>(5)
                ),
            ct
        );
        if (rows.Count == 0)
        {
            return null;
        }

        var (token, person, name, tenant, _, _) = rows[0];
        var rights = rows.SelectMany(r => r.Rights, (r, right) => (Right: right, r.Seller))
            .GroupBy(g => new Permission(g.Right), g => g.Seller)
            .ToDictionary(g => g.Key, g => AccessScope.Of([.. g]));
        return new TokenBearer(token, person, name, tenant, rights);
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
