using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>What the marketplace keeps of a sale; every piece costs 10.00.</summary>
public sealed class CommissionTests : PortalTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");

    private PaidOrders _orders = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
    }

    [Fact]
    public async Task SaleWithoutARule_PaysNothing()
    {
        Assert.Equal(0, await CommissionOfAsync(pieces: 5));
    }

    [Theory]
    [InlineData(1, 250)] // 12.5 % of 10.00 is 1.25, below the floor of 2.50
    [InlineData(4, 520)] // 5.00 and 0.20
    [InlineData(40, 3_000)] // 50.20, above the cap of 30.00
    public async Task Commission_LiesBetweenFloorAndCap(int pieces, long expected)
    {
        await PublishAsync(
            new(
                "Between",
                1,
                RateBasisPoints: 1_250,
                Currency: Pounds,
                FixedMinor: 20,
                FloorMinor: 250,
                CapMinor: 3_000
            )
        );

        Assert.Equal(expected, await CommissionOfAsync(pieces));
    }

    [Fact]
    public async Task FloorAboveThePrice_TakesThePriceAndNoMore()
    {
        await PublishAsync(
            new("Floor", 1, RateBasisPoints: 0, Currency: Pounds, FloorMinor: 5_000)
        );

        Assert.Equal(1_000, await CommissionOfAsync(pieces: 1));
    }

    [Fact]
    public async Task FirstRuleThatMatches_Counts()
    {
        await PublishAsync(new("All", 100, RateBasisPoints: 1_000));
        await PublishAsync(
            new("Large", 10, RateBasisPoints: 500, Currency: Pounds, FromMinor: 3_000)
        );
        await PublishAsync(new("Other currency", 1, 9_000, Currency: Currency.Of("EUR")));

        Assert.Equal(200, await CommissionOfAsync(pieces: 2));
        Assert.Equal(150, await CommissionOfAsync(pieces: 3));
    }

    [Fact]
    public async Task RuleThatChanges_LeavesEarlierSalesAlone()
    {
        var old = await PublishAsync(new("Old", 1, RateBasisPoints: 1_000));
        Assert.Equal(100, await CommissionOfAsync(pieces: 1));
        Portal.Clock.Set(TimeProvider.System.GetUtcNow());
        await using (var scope = Portal.Scope())
        {
            var end = scope.Get<EndCommissionRule>();
            Assert.False((await end.HandleAsync(new(old), default)).Failed);
            Assert.Equal(
                SettlementErrors.RuleEnded,
                (await end.HandleAsync(new(old), default)).Error
            );
        }

        await PublishAsync(new("New", 1, RateBasisPoints: 2_000));

        Assert.Equal(200, await CommissionOfAsync(pieces: 1));
        Assert.Equal(
            300,
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(commission_minor)::bigint FROM settlement.sales"
            )
        );
    }

    [Fact]
    public async Task MeaninglessRule_IsRefusedByField()
    {
        Assert.Equal(["currency"], await MistakesAsync(new("X of", 1, 100, FixedMinor: 5)));
        Assert.Equal(
            ["floor_minor"],
            await MistakesAsync(
                new("Crossed", 1, 100, Currency: Pounds, FloorMinor: 9, CapMinor: 5)
            )
        );
        Assert.Equal(
            ["rate_basis_points"],
            await MistakesAsync(new("Too much", 1, RateBasisPoints: 10_001))
        );
        Assert.Equal(
            ["starts_at"],
            await MistakesAsync(
                new("Yesterday", 1, 100, StartsAt: Portal.Clock.GetUtcNow().AddDays(-1))
            )
        );
        var other = await Portal.AddTenantAsync("other");
        Assert.Equal(
            ["sellers"],
            await MistakesAsync(new("Theirs", 1, 100, Sellers: [other.Seller]))
        );
    }

    private async Task<long> CommissionOfAsync(int pieces)
    {
        var order = await _orders.PayAsync(pieces);
        return await Portal.AdminScalarAsync<long>(
            $"SELECT commission_minor FROM settlement.sales WHERE order_id = {order}"
        );
    }

    private async Task<CommissionRuleId> PublishAsync(PublishCommissionRuleCommand rule)
    {
        // Rules hold from the instant they were published on, and orders here end by the database's clock.
        Portal.Clock.Set(TimeProvider.System.GetUtcNow());
        await using var scope = Portal.Scope();
        return (await scope.Get<PublishCommissionRule>().HandleAsync(rule, default)).Value;
    }

    private async Task<IEnumerable<string>> MistakesAsync(PublishCommissionRuleCommand rule)
    {
        await using var scope = Portal.Scope();
        var refused = await scope.Get<PublishCommissionRule>().HandleAsync(rule, default);
        return refused.Error.Fields.Keys;
    }
}
