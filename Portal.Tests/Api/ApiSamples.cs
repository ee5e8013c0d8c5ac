using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement.Debts;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Ledger;
using Portal.Tests.Orders;
using Portal.Tests.Security;
using Portal.Tests.Settlement;
using Portal.Tests.Wallets;

namespace Portal.Tests.Api;

/// <summary>Rows that the calls of the contract speak of, by the marks that stand for them there.</summary>
internal sealed class ApiSamples(TestPortal portal)
{
    private readonly Dictionary<string, string> _samples = new(StringComparer.Ordinal)
    {
        ["{long}"] = new string('x', 4_000),
    };

    private PayoutDesk? _desk;

    /// <summary>The text with the rows' numbers for their marks.</summary>
    public string Fill(string text) =>
        _samples.Aggregate(
            text,
            (filled, sample) => filled.Replace(sample.Key, sample.Value, StringComparison.Ordinal)
        );

    /// <summary>One row for every list there is.</summary>
    public async Task AddRowsAsync(OwnedRows rows)
    {
        async Task<string> AddAsync(RowKind kind) =>
            (await rows.AddAsync(kind, Visitors.SellerA)).ToString(CultureInfo.InvariantCulture);

        _samples["{order}"] = await AddAsync(RowKind.Order);
        _samples["{customer}"] = await AddAsync(RowKind.Customer);
        _samples["{notification}"] = await AddAsync(RowKind.Notification);
        _samples["{wallet}"] = await AddAsync(RowKind.Wallet);
        _samples["{top_up}"] = await AddAsync(RowKind.TopUp);
        _samples["{buyer}"] = (
            await portal.AdminScalarAsync<string>(
                $"""
                SELECT c.reference FROM orders.customers c JOIN wallets.wallets w ON w.customer_id = c.id
                WHERE w.wallet_id = {_samples["{wallet}"]}
                """
            )
        )!;
        await portal.CreditAsync(
            new(long.Parse(_samples["{wallet}"], CultureInfo.InvariantCulture)),
            500
        );
        _samples["{today}"] = portal
            .Clock.GetUtcNow()
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var tenant = portal.Tenant.Value;
        var product = await new OrderSeed(portal).AddProductAsync("LANTERN", 5);
        _samples["{product}"] = product.ToString(CultureInfo.InvariantCulture);
        _samples["{pending}"] = await AddAsync(RowKind.PendingOrder);
        _samples["{cart}"] = OwnedRows.CartNumber(
            await rows.AddAsync(RowKind.Cart, Visitors.SellerA)
        );
        await portal.AdminScalarAsync<int>(
            $"""
            UPDATE notifications.deliveries SET order_id = {_samples["{order}"]};
            INSERT INTO notifications.counts (tenant_id, day, kind, channel, status, count)
            VALUES ({tenant}, current_date, 'order_failed', 'email', 'failed', 1);
            INSERT INTO analytics.daily_customers (tenant_id, seller_id, currency, day, customer_id, orders, spent_minor, revision)
            VALUES ({tenant}, 0, 'GBP', '2026-01-31', {_samples["{customer}"]}, 1, 1000, 1);
            INSERT INTO analytics.product_totals (tenant_id, seller_id, currency, product_id, orders, quantity, revenue_minor, revision)
            VALUES ({tenant}, {portal.Seller.Value}, 'GBP', {product}, 1, 1, 1000, 1);
            """
        );
    }

    /// <summary>A run on its way to the bank, and two that wait.</summary>
    public async Task AddPayoutsAsync()
    {
        var desk = _desk = await PayoutDesk.OpenAsync(portal);
        var orders = new PaidOrders(portal);
        var today = portal.Clock.GetUtcNow();
        portal.Clock.Advance(TimeSpan.FromDays(20));
        foreach (var name in new[] { "{run}", "{waiting_run}", "{other_run}" })
        {
            await orders.PayAsync(2);
            await orders.ReleaseAsync();
            var run = (await desk.SubmitAsync(includeNotDue: true)).Value;
            _samples[name] = run.Value.ToString(CultureInfo.InvariantCulture);
        }

        portal.Clock.Set(today);
        var sent = new PayoutRunId(long.Parse(_samples["{run}"], CultureInfo.InvariantCulture));
        Assert.False((await desk.ApproveAsync(sent)).Failed);
        _samples["{payout}"] = Assert
            .Single(await desk.PayoutsAsync(sent))
            .Payout.Id.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Two shops that owe from before, and a write-off of each that waits.</summary>
    public async Task AddDebtsAsync()
    {
        foreach (
            var (shop, writeOff) in new[]
            {
                ("{debtor}", "{write_off}"),
                ("{other_debtor}", "{other_write_off}"),
            }
        )
        {
            var seller = await portal.AddSellerAsync(shop.Trim('{', '}').Replace('_', '-'));
            await portal.PostAsync(
                portal.Transfer(
                    $"taken-over-{seller.Value}",
                    await portal.OpenAccountAsync(
                        AccountKind.SellerPayable,
                        AccountOwner.Seller(seller)
                    ),
                    await portal.OpenAccountAsync(AccountKind.Suspense),
                    5_000
                )
            );
            await using var scope = portal.ScopeOf(_desk!.Maker, portal.Tenant);
            var requested = await scope
                .Get<RequestWriteOff>()
                .HandleAsync(
                    new(seller, new Money(2_000, PayoutDesk.Pounds), "The stall was given up"),
                    default
                );
            _samples[shop] = seller.Value.ToString(CultureInfo.InvariantCulture);
            _samples[writeOff] = requested.Value.Value.ToString(CultureInfo.InvariantCulture);
        }
    }
}
