using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Wallets;

/// <summary>Money on its way into a wallet: nobody is charged without getting it, nobody gets it twice.</summary>
public sealed class TopUpWalletTests : PortalTests
{
    private readonly HookedGateway _gateway = new();
    private string _customer = "";

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _customer = await Portal.AddCustomerAsync();
    }

    [Fact]
    public async Task TopUp_IsChargedOnce_AndInTheWallet()
    {
        var asked = await AskAsync(2_500);

        Assert.Equal(WalletTopUpStatus.Requested, asked.Status);
        Assert.Equal(0, await BalanceAsync());
        Assert.Equal(new TopUpRound(1, 1, 0, 0), (await Portal.ChargeTopUpsAsync()).Value);
        Assert.Equal(new TopUpRound(0, 0, 0, 0), (await Portal.ChargeTopUpsAsync()).Value);

        Assert.Equal([KeyOf(asked)], _gateway.Charged);
        Assert.Equal(2_500, await BalanceAsync());
        Assert.Equal(WalletTopUpStatus.Captured, (await FindAsync(asked)).Status);
        Assert.Equal(["wallet.topped_up"], await EventsAsync());
    }

    [Fact]
    public async Task Declined_MovesNothing_AndTheRoomIsFreeAgain()
    {
        await LimitAsync(balance: 1_000, topUp: 1_000, day: 1_000);
        var asked = await AskAsync(1_000);
        _gateway.Answer = new GatewayAnswer(
            GatewayVerdict.Declined,
            DeclineCode: "insufficient_funds"
        );

        Assert.Equal(1, (await Portal.ChargeTopUpsAsync()).Value.Declined);

        var found = await FindAsync(asked);
        Assert.Equal(
            (WalletTopUpStatus.Declined, "insufficient_funds"),
            (found.Status, found.DeclineCode)
        );
        Assert.Equal(0, await BalanceAsync());
        Assert.False((await Portal.TopUpAsync(_customer, TestWallets.Gbp(1_000))).Failed);
    }

    [Fact]
    public async Task WorkerDiesAfterTheCharge_AnotherAsksAndBooksItOnce()
    {
        var asked = await AskAsync(2_500);
        _gateway.OnCharge = () => throw new WorkerDiedException();

        await Assert.ThrowsAsync<WorkerDiedException>(Portal.ChargeTopUpsAsync);
        Assert.Equal(0, (await Portal.ChargeTopUpsAsync()).Value.Asked);
        await ComeDueAsync();
        Assert.Equal(1, (await Portal.ChargeTopUpsAsync()).Value.Captured);

        Assert.Equal([KeyOf(asked)], _gateway.Charged);
        Assert.Equal(2_500, await BalanceAsync());
    }

    [Fact]
    public async Task WorkerThatComesBackLate_DoesNotBookASecondTime()
    {
        await AskAsync(2_500);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway.OnCharge = async () =>
        {
            began.SetResult();
            await held.Task;
        };
        var late = Task.Run(Portal.ChargeTopUpsAsync);
        await began.Task;

        await ComeDueAsync();
        Assert.Equal(1, (await Portal.ChargeTopUpsAsync()).Value.Captured);
        held.SetResult();
        Assert.False((await late).Failed);

        Assert.Equal(2_500, await BalanceAsync());
        Assert.Single(_gateway.Charged);
    }

    [Fact]
    public async Task TwentyRoundsAtOnce_ChargeEachOnce()
    {
        for (var i = 0; i < 10; i++)
        {
            await AskAsync(100);
        }

        var rounds = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(Portal.ChargeTopUpsAsync))
        );

        Assert.Equal(10, rounds.Sum(r => r.Value.Captured));
        Assert.Equal(10, _gateway.Charged.Distinct().Count());
        Assert.Equal(10, _gateway.Charged.Count);
        Assert.Equal(1_000, await BalanceAsync());
    }

    [Fact]
    public async Task TwentyAskedAtOnce_NeverGoBeyondTheLimitOfTheDay()
    {
        await LimitAsync(balance: 5_000, topUp: 500, day: 2_000);
        await Portal.OpenWalletAsync(_customer);

        var asked = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Task.Run(() => Portal.TopUpAsync(_customer, TestWallets.Gbp(500))))
        );

        Assert.Equal(4, asked.Count(a => !a.Failed));
        Assert.All(
            asked.Where(a => a.Failed),
            a => Assert.Equal("wallets.day_limit", a.Error.Code)
        );
        await Portal.ChargeTopUpsAsync();
        Assert.Equal(2_000, await BalanceAsync());
    }

    [Fact]
    public async Task UnknownCustomer_OfAnotherTenantToo_IsRefused()
    {
        var other = await Portal.AddTenantAsync("south");
        var theirs = await Portal.AddCustomerAsync(other.Tenant);

        foreach (var customer in new[] { "nobody", theirs })
        {
            var refused = await Portal.TopUpAsync(customer, TestWallets.Gbp(100));
            Assert.Equal(WalletErrors.CustomerNotFound, refused.Error);
        }
    }

    [Fact]
    public async Task NewDay_HasItsOwnLimit()
    {
        await LimitAsync(balance: 5_000, topUp: 500, day: 500);
        await AskAsync(500);
        var refused = await Portal.TopUpAsync(_customer, TestWallets.Gbp(1));

        Portal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("wallets.day_limit", refused.Error.Code);
        Assert.False((await Portal.TopUpAsync(_customer, TestWallets.Gbp(500))).Failed);
    }

    [Theory]
    [InlineData(BuiltInRoles.FinanceAdmin)]
    [InlineData(BuiltInRoles.Seller)]
    public async Task OnlyBuyersApps_TopUp(string role)
    {
        var person = await Portal.AddPersonAsync("one@example.com", role, Portal.Tenant);
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        var refused = await scope
            .Get<TopUpWallet>()
            .HandleAsync(new TopUpWalletCommand(_customer, TestWallets.Gbp(100)), default);

        Assert.Equal(Error.Forbidden, refused.Error);
        Assert.Equal(Error.Forbidden, (await scope.Get<ChargeTopUps>().HandleAsync(default)).Error);
    }

    private async Task<WalletTopUpView> AskAsync(long minor)
    {
        var asked = await Portal.TopUpAsync(_customer, TestWallets.Gbp(minor));
        Assert.False(asked.Failed, asked.Failed ? asked.Error.Message : null);
        return asked.Value;
    }

    private async Task<WalletTopUpView> FindAsync(WalletTopUpView asked)
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<WalletQueries>().FindTopUpAsync(asked.Id, default)).Value;
    }

    private async Task<long> BalanceAsync()
    {
        WalletId wallet = await Portal.OpenWalletAsync(_customer);
        return (await Portal.FindWalletAsync(wallet)).Balance.Minor;
    }

    private async Task LimitAsync(long balance, long topUp, long day)
    {
        await using var scope = Portal.Scope();
        var saved = await scope
            .Get<SaveWalletLimits>()
            .HandleAsync(
                new SaveWalletLimitsCommand(TestWallets.Pounds, balance, topUp, day, 1_000),
                default
            );
        Assert.False(saved.Failed);
    }

    /// <summary>The time of what waits, or of a worker's lease, is over.</summary>
    private Task ComeDueAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE wallets.top_ups SET due_at = clock_timestamp() WHERE due_at IS NOT NULL"
        );

    private async Task<string[]> EventsAsync() =>
        await Portal.AdminScalarAsync<string[]>(
            "SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_kind = 'wallet'"
        ) ?? [];

    private static string KeyOf(WalletTopUpView topUp) =>
        FormattableString.Invariant($"top-up-{topUp.Id.Value}");
}
