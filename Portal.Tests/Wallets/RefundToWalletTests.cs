using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;
using Portal.Core.Wallets;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Wallets;

/// <summary>Refunds that go into the buyer's wallet instead of back the way they were paid.</summary>
public sealed class RefundToWalletTests : PortalTests
{
    private PaidOrders _orders = null!;
    private string _customer = "";

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _customer = await Portal.AddCustomerAsync();
    }

    [Fact]
    public async Task Refund_IsInTheWalletAtOnce_AndNoGatewayIsAsked()
    {
        var order = await BuyAsync();

        var refund = await _orders.GrantedAsync(Ask(order, 400));

        var wallet = await FindAsync(order);
        Assert.Equal(400, wallet.Balance.Minor);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        await using var scope = Portal.Scope();
        Assert.Equal(0, (await scope.Get<SendRefunds>().HandleAsync(default)).Value.Asked);
        var found = (await scope.Get<RefundQueries>().FindAsync(refund, default)).Value;
        Assert.Equal(
            (RefundStatus.Sent, RefundDestination.Wallet, "wallet"),
            (found.Summary.Status, found.Summary.Destination, found.Summary.Gateway)
        );
        Assert.NotNull(found.BookedAsSent);
    }

    [Fact]
    public async Task SameRequest_IsGivenOnce_AndRefusedForTheOtherDestination()
    {
        var order = await BuyAsync();
        var first = await GrantAsync(Ask(order, 400));

        var again = await GrantAsync(Ask(order, 400));
        var other = await GrantAsync(
            Ask(order, 400) with
            {
                Destination = RefundDestination.OriginalMethod,
            }
        );

        Assert.Equal(first.Value, again.Value);
        Assert.Equal(ReturnErrors.KeyReused, other.Error);
        Assert.Equal(400, (await FindAsync(order)).Balance.Minor);
        await _orders.ReadEventsAsync();
    }

    [Fact]
    public async Task TwentyAtOnce_NeverGiveMoreThanWasPaid()
    {
        var order = await BuyAsync();

        var granted = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() =>
                        GrantAsync(
                            Ask(order, 300) with
                            {
                                Key = FormattableString.Invariant($"r-{i}"),
                            }
                        )
                    )
                )
        );

        Assert.Equal(3, granted.Count(g => !g.Failed));
        Assert.Equal(900, (await FindAsync(order)).Balance.Minor);
        await _orders.ReadEventsAsync();
    }

    [Fact]
    public async Task OrderOfNobody_HasNoWallet()
    {
        var order = await _orders.PayAsync(1);

        var refused = await GrantAsync(Ask(order, 400));

        Assert.Equal(ReturnErrors.NobodysWallet, refused.Error);
    }

    [Fact]
    public async Task ClosedWallet_RefusesTheRefund_AndNothingIsGranted()
    {
        var order = await BuyAsync();
        var wallet = await Portal.OpenWalletAsync(_customer);
        await using (var scope = Portal.Scope())
        {
            await scope.Get<CloseWallet>().HandleAsync(new(wallet), default);
        }

        var refused = await GrantAsync(Ask(order, 400));

        Assert.Equal(WalletErrors.Closed, refused.Error);
        Assert.Equal(0, await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.refunds"));
    }

    private async Task<long> BuyAsync()
    {
        var order = await _orders.PayAsync(1);
        await Portal.BuyForAsync(order, _customer);
        return order;
    }

    private async Task<Result<RefundId>> GrantAsync(GrantRefundCommand refund)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<GrantRefund>().HandleAsync(refund, default);
    }

    private async Task<WalletSummary> FindAsync(long order)
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<WalletQueries>().OfOrderAsync(new OrderId(order), default)).Value;
    }

    private static GrantRefundCommand Ask(long order, long minor) =>
        new(
            new OrderId(order),
            FormattableString.Invariant($"request-{order}"),
            [],
            TestWallets.Gbp(minor),
            RefundBearer.Seller,
            "Arrived broken",
            RefundDestination.Wallet
        );
}
