using Portal.Tests.Infrastructure;

namespace Portal.Tests.Security;

/// <summary>Rows of another tenant, for doors with an id to be tried with.</summary>
internal static class ForeignRows
{
    /// <summary>A row of the kind in the tenant "south"; written as superuser, past the acts.</summary>
    public static Task<long> AddAsync(TestPortal portal, Foreign kind) =>
        portal.AdminScalarAsync<long>(
            kind switch
            {
                Foreign.Order => $"""
                INSERT INTO orders.orders (tenant_id, channel, reference, placed_at, currency, total_minor, line_count,
                    status, is_history, refunded_minor, attempt, created_at, updated_at)
                SELECT id, 'demo', 'foreign-{Guid.NewGuid():N}', now(), 'GBP', 0, 0, 'pending', false, 0, 0, now(), now()
                FROM tenancy.tenants WHERE slug = 'south' RETURNING id
                """,
                Foreign.Customer => $"""
                INSERT INTO orders.customers (tenant_id, reference, name, created_at)
                SELECT id, 'foreign-{Guid.NewGuid():N}', 'Foreign', now() FROM tenancy.tenants WHERE slug = 'south' RETURNING id
                """,
                Foreign.Product => $"""
                WITH shop AS (
                    INSERT INTO tenancy.sellers (tenant_id, slug, name, created_at)
                    SELECT id, 'foreign-{Guid.NewGuid():N}', 'Foreign', now() FROM tenancy.tenants WHERE slug = 'south'
                    RETURNING id, tenant_id
                )
                INSERT INTO catalog.products
                    (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
                SELECT tenant_id, id, 'foreign-{Guid.NewGuid():N}', 'Foreign', 0, 'GBP', 'active', now(), now() FROM shop
                RETURNING id
                """,
                _ => throw new ArgumentOutOfRangeException(
                    nameof(kind),
                    kind,
                    "No rows of this kind."
                ),
            }
        );
}
