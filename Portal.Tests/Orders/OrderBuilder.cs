using System.Globalization;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>Puts an order into the database as it would lie there; valid by default, one line of 1,000 pence.</summary>
public sealed class OrderBuilder(TestPortal portal)
{
    private static long _number;

    private readonly string _reference = $"T-{Interlocked.Increment(ref _number):D6}";
    private TenantId _tenant = portal.Tenant;
    private SellerId _seller = portal.Seller;
    private DateTimeOffset _placedAt = portal.Clock.GetUtcNow();
    private long _total = 1_000;
    private string? _failure;
    private string _currency = "GBP";

    public OrderBuilder Of(TenantId tenant, SellerId seller)
    {
        (_tenant, _seller) = (tenant, seller);
        return this;
    }

    public OrderBuilder PlacedAt(DateTimeOffset at)
    {
        _placedAt = at;
        return this;
    }

    public OrderBuilder Total(long minor)
    {
        _total = minor;
        return this;
    }

    public OrderBuilder In(string currency)
    {
        _currency = currency;
        return this;
    }

    public OrderBuilder Failed(string code)
    {
        _failure = code;
        return this;
    }

    public async Task<OrderId> SaveAsync()
    {
        var status = _failure is null ? "'pending', NULL, NULL" : $"'failed', '{_failure}', now()";
        var id = await portal.AdminScalarAsync<long>(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                WITH placed AS (
                    INSERT INTO orders.orders (tenant_id, channel, reference, placed_at, currency, total_minor, line_count,
                        status, failure_code, ended_at, is_history, refunded_minor, attempt, created_at, updated_at)
                    VALUES ({_tenant.Value}, 'import', '{_reference}', '{_placedAt:O}', '{_currency}', {_total}, 1,
                        {status}, false, 0, 0, now(), now()) RETURNING id),
                line AS (
                    INSERT INTO orders.order_lines (order_id, line_no, tenant_id, seller_id, sku, name, quantity,
                        unit_price_minor, total_minor, refunded_quantity)
                    SELECT id, 1, {_tenant.Value}, {_seller.Value}, 'SKU', 'Lantern', 1, {_total}, {_total}, 0 FROM placed),
                part AS (
                    INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
                    SELECT id, {_seller.Value}, {_tenant.Value}, '{_placedAt:O}', {_total}, 1 FROM placed),
                ended AS (
                    INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
                    SELECT {_tenant.Value}, 'order.failed', 'order', id, now(), 'worker', 'worker', '{"{}"}' FROM placed
                    WHERE {(_failure is null ? "false" : "true")})
                SELECT id FROM placed
                """
            )
        );
        return new OrderId(id);
    }
}
