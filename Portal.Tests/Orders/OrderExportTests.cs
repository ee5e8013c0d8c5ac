using Portal.Core.Identity;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>The order list as a file, over http.</summary>
public sealed class OrderExportTests : PortalTests
{
    /// <summary>More than are read at once.</summary>
    private const int Many = 2_500;

    private TestWeb _web = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal);
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Export_HasTheFilterAndSortOfTheList()
    {
        await AddAsync("A-1", 1_000);
        await AddAsync("A-2", 3_050);
        await AddAsync("A-3", 2_000);
        await AddAsync("B-1", 9_000);

        var lines = await ExportAsync("?q=A-&sort=-total&page=7&cursor=x", await AdminAsync());

        Assert.Equal(
            "Order,Customer,Status,Placed,Lines,Total,Refunded,Currency,Ended,Cause",
            lines[0]
        );
        Assert.Equal(["A-2", "A-3", "A-1"], lines.Skip(1).Select(Reference));
        Assert.Equal("A-2,,pending,2026-03-05T10:00:00.0000000Z,1,30.50,0.00,GBP,,", lines[1]);
    }

    [Fact]
    public async Task Export_OfMoreThanIsReadAtOnce_HasEveryOrderOnce()
    {
        await Portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO orders.orders (tenant_id, channel, reference, placed_at, currency, total_minor, line_count, status,
                is_history, refunded_minor, attempt, created_at, updated_at)
            SELECT {Portal.Tenant.Value}, 'import', 'M-' || n, '2026-03-05', 'GBP', 100, 0, 'pending', true, 0, 0, now(), now()
            FROM generate_series(1, {Many}) n
            """
        );

        var lines = await ExportAsync("", await AdminAsync());

        Assert.Equal(Many, lines.Skip(1).Select(Reference).Distinct().Count());
        Assert.Equal(Many + 1, lines.Count);
    }

    [Fact]
    public async Task Export_ForAShop_HasItsOrdersAndItsShareOnly()
    {
        var other = await Portal.AddSellerAsync("other");
        var shared = await AddAsync("SHARED", 1_000);
        await Portal.AdminScalarAsync<int>(
            $"""
            WITH line AS (
                INSERT INTO orders.order_lines (order_id, line_no, tenant_id, seller_id, sku, name, quantity,
                    unit_price_minor, total_minor, refunded_quantity)
                VALUES ({shared}, 2, {Portal.Tenant.Value}, {other.Value}, 'SKU', 'Vase', 1, 4000, 4000, 0)),
            part AS (
                INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
                VALUES ({shared}, {other.Value}, {Portal.Tenant.Value}, '2026-03-05T10:00:00Z', 4000, 1))
            UPDATE orders.orders SET total_minor = 5000, line_count = 2 WHERE id = {shared}
            """
        );
        await AddAsync("OTHERS", 1_000, other);

        var lines = await ExportAsync("", await SellerAsync());

        Assert.Equal(2, lines.Count);
        Assert.StartsWith("SHARED,,pending,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",1,10.00,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NamesThatLookLikeFormulas_StayText()
    {
        var order = await AddAsync("=1+1", 1_000);
        await Portal.AdminScalarAsync<int>(
            $"""
            WITH customer AS (
                INSERT INTO orders.customers (tenant_id, reference, name, created_at)
                VALUES ({Portal.Tenant.Value}, 'C-1', '@SUM(A1)', now()) RETURNING id)
            UPDATE orders.orders SET customer_id = (SELECT id FROM customer) WHERE id = {order}
            """
        );

        var lines = await ExportAsync("", await AdminAsync());

        Assert.StartsWith("'=1+1,'@SUM(A1),pending,", lines[1], StringComparison.Ordinal);
    }

    private async Task<long> AddAsync(string reference, long total, SellerId? seller = null)
    {
        var order = await new OrderBuilder(Portal)
            .Of(Portal.Tenant, seller ?? Portal.Seller)
            .PlacedAt(new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero))
            .Total(total)
            .SaveAsync();
        await Portal.AdminScalarAsync<int>(
            $"UPDATE orders.orders SET reference = '{reference}' WHERE id = {order.Value}"
        );
        return order.Value;
    }

    private Task<HttpClient> AdminAsync() =>
        SignInAsync("ada@example.com", BuiltInRoles.MarketplaceAdmin, null);

    private Task<HttpClient> SellerAsync() =>
        SignInAsync("sal@example.com", BuiltInRoles.Seller, Portal.Seller);

    private async Task<HttpClient> SignInAsync(string email, string role, SellerId? shop)
    {
        await Portal.AddPersonAsync(email, role, Portal.Tenant, shop);
        var browser = _web.Browser();
        using var signedIn = await TestWeb.SignInAsync(browser, email, TestPeople.Password);
        return browser;
    }

    private static async Task<List<string>> ExportAsync(string query, HttpClient browser)
    {
        using (browser)
        {
            using var answer = await browser.GetAsync(
                new Uri("/orders/export.csv" + query, UriKind.Relative)
            );
            Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
            return
            [
                .. (await answer.Content.ReadAsStringAsync()).Split(
                    "\r\n",
                    StringSplitOptions.RemoveEmptyEntries
                ),
            ];
        }
    }

    private static string Reference(string line) => line.Split(',')[0];
}
