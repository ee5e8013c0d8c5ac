using Microsoft.EntityFrameworkCore;
using Npgsql;
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
    /// Asked by every call of the API, so by hand: a row per right and grant of it. $1 hash, $2 now,
    /// $3 precision of the last use.
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
        SELECT f.id, f.person_id, f.display_name, f.tenant_id, s.scope, s.seller_id
        FROM found f LEFT JOIN LATERAL (
            SELECT scope, g.seller_id
            FROM identity.role_grants g JOIN identity.roles r ON r.id = g.role_id
            CROSS JOIN unnest(f.scopes) AS scope
            WHERE g.person_id = f.person_id AND (g.tenant_id IS NULL OR g.tenant_id = f.tenant_id)
                AND scope = ANY (r.permissions)
        ) s ON true
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

        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(FindBearer, connection)
        {
            Parameters =
            {
                SqlValue.Of(AccessToken.HashOf(secret)),
                SqlValue.Of(clock.GetUtcNow()),
                SqlValue.Of(UsePrecision),
            },
        };
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var bearer = new TokenBearer(
            new AccessTokenId(reader.GetInt64(0)),
            new PersonId(reader.GetInt64(1)),
            reader.GetString(2),
            new TenantId(reader.GetInt64(3)),
            new Dictionary<Permission, AccessScope>()
        );
        var grants = new List<(Permission Right, SellerId? Seller)>();
        do
        {
            if (reader.GetValue(4) is string right)
            {
                grants.Add(
                    (new(right), reader.GetValue(5) is long seller ? new SellerId(seller) : null)
                );
            }
        } while (await reader.ReadAsync(ct));

        return bearer with
        {
            Rights = grants
                .GroupBy(g => g.Right, g => g.Seller)
                .ToDictionary(g => g.Key, g => AccessScope.Of([.. g])),
        };
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
