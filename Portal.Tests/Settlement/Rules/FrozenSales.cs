using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Rules;

/// <param name="Product">0 for a line without one.</param>
/// <param name="At">When its order was paid.</param>
internal sealed record SoldLine(
    SellerId Seller,
    long Product,
    long Minor,
    DateTimeOffset At,
    string Currency = "GBP"
);

/// <summary>
/// Shops, products and orders that were paid at given moments, whose sales settlement has frozen; the
/// ledger has their captures.
/// </summary>
internal sealed class FrozenSales(TestPortal portal)
{
    private readonly PaidOrders _events = new(portal);

    public async Task<SellerId> AddShopAsync(string slug) =>
        new(
            await portal.AdminScalarAsync<long>(
                $"""
                INSERT INTO tenancy.sellers (tenant_id, slug, name, is_active, created_at)
                VALUES ({portal.Tenant.Value}, '{slug}', 'Shop {slug}', true, now()) RETURNING id
                """
            )
        );

    /// <summary>Below another category, or at the top for 0.</summary>
    public Task<long> AddCategoryAsync(string name, long parent = 0) =>
        portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO catalog.categories (tenant_id, name, parent_id, ancestor_ids)
            SELECT {portal.Tenant.Value}, '{name}', nullif({parent}, 0), coalesce(
                (SELECT ancestor_ids || id FROM catalog.categories WHERE id = {parent}), ARRAY[]::bigint[])
            RETURNING id
            """
        );

    public Task<long> AddProductAsync(string sku, SellerId shop, long category = 0) =>
        portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO catalog.products (tenant_id, seller_id, sku, name, price_minor, currency, status, category_id,
                created_at, updated_at)
            VALUES ({portal.Tenant.Value}, {shop.Value}, '{sku}', 'Product {sku}', 1000, 'GBP', 'active',
                nullif({category}, 0), now(), now()) RETURNING id
            """
        );

    /// <summary>Each line is an order; settlement has read of them. Answers the orders.</summary>
    public async Task<IReadOnlyList<long>> SellAsync(params IReadOnlyList<SoldLine> lines)
    {
        var orders = await AddOrdersAsync(lines);
        await using (var scope = portal.Scope())
        {
            await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var batch in orders.Zip(lines).Chunk(500))
            {
                await scope
                    .Get<BookCaptures>()
                    .HandleAsync(
                        connection,
                        transaction,
                        [
                            .. batch.Select(b => new AttemptStart(
                                portal.Tenant,
                                b.First,
                                1,
                                new Money(b.Second.Minor, Currency.Of(b.Second.Currency)),
                                "in_process"
                            )),
                        ],
                        default
                    );
            }

            await transaction.CommitAsync();
        }

        await _events.ReadEventsAsync();
        return orders;
    }

    /// <summary>What of an order's sale is frozen: commission, and the name of its rule.</summary>
    public async Task<(long Commission, string Rule)> FrozenAsync(long order)
    {
        var frozen = await portal.AdminScalarAsync<string>(
            $"""
            SELECT s.commission_minor || '|' || coalesce(r.name, 'none') FROM settlement.sales s
            LEFT JOIN settlement.commission_rules r ON r.id = s.commission_rule_id WHERE s.order_id = {order}
            """
        );
        var parts = frozen!.Split('|');
        return (long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }

    private async Task<long[]> AddOrdersAsync(IReadOnlyList<SoldLine> lines)
    {
        await using var connection = new NpgsqlConnection(portal.Database.AdminConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            WITH wanted AS (
                SELECT *, gen_random_uuid()::text AS reference FROM unnest($2::bigint[], $3::bigint[], $4::bigint[],
                    $5::timestamptz[], $6::text[]) WITH ORDINALITY AS w (seller, product, minor, at, currency, nr)
            ), placed AS (
                INSERT INTO orders.orders (tenant_id, channel, reference, placed_at, currency, total_minor, line_count, status,
                    is_history, refunded_minor, attempt, ended_at, created_at, updated_at)
                SELECT $1, 'api', reference, at, currency, minor, 1, 'completed', false, 0, 1, at, at, at FROM wanted ORDER BY nr
                RETURNING id, reference
            ), numbered AS (SELECT p.id, w.* FROM placed p JOIN wanted w USING (reference)
            ), parts AS (
                INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
                SELECT id, seller, $1, at, minor, 1 FROM numbered
            ), lines AS (
                INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
                    unit_price_minor, total_minor, refunded_quantity)
                SELECT id, 1, $1, nullif(product, 0), seller, 'SKU', 'Product', 1, minor, minor, 0 FROM numbered
            ), paid AS (
                INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway, created_at)
                SELECT $1, id, 1, 'order-' || id || '-1', minor, currency, 'captured', 'in_process', at FROM numbered
            ), said AS (
                INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
                SELECT $1, 'order.completed', 'order', id, at, 'test', 'worker', '{}' FROM numbered ORDER BY nr
            )
            SELECT array_agg(id ORDER BY nr) FROM numbered
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = portal.Tenant.Value },
                new() { Value = lines.Select(l => l.Seller.Value).ToArray() },
                new() { Value = lines.Select(l => l.Product).ToArray() },
                new() { Value = lines.Select(l => l.Minor).ToArray() },
                new() { Value = lines.Select(l => l.At.UtcDateTime).ToArray() },
                new() { Value = lines.Select(l => l.Currency).ToArray() },
            },
        };
        return (long[])(await command.ExecuteScalarAsync())!;
    }
}
