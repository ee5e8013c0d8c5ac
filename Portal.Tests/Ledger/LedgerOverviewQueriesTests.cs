using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Holds;
using Portal.Core.Ledger.Seals;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

public sealed class LedgerOverviewQueriesTests : PortalTests
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly DateRange Week = new(new(2026, 3, 2), new(2026, 3, 8));

    private AccountId _clearing;
    private AccountId _escrow;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Portal.Clock.Set(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        _clearing = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        _escrow = await Portal.OpenAccountAsync(AccountKind.Escrow);
    }

    [Fact]
    public async Task Overview_SaysWhatIsHeldOwedAndEarnedInEachCurrencyAlone()
    {
        var payable = await Portal.OpenAccountAsync(
            AccountKind.SellerPayable,
            AccountOwner.Seller(new(1))
        );
        var commission = await Portal.OpenAccountAsync(AccountKind.Commission);
        var euroClearing = await Portal.OpenAccountAsync(
            AccountKind.GatewayClearing,
            currency: Euro
        );
        var euroEscrow = await Portal.OpenAccountAsync(AccountKind.Escrow, currency: Euro);
        await Portal.PostAsync(
            Portal.Transfer("captured", _clearing, _escrow, 1_000),
            Portal.Transfer("released", _escrow, payable, 600),
            Portal.Transfer("commission", payable, commission, 60),
            Portal.Transfer("euro", euroClearing, euroEscrow, 70, Euro)
        );

        var overview = await ReadAsync();

        Assert.Equal(["GBP", "EUR"], overview.Currencies.Select(c => c.Currency.Code));
        var pounds = overview.Currencies[0];
        Assert.Equal(
            [1_000L, 0L, 400L, 540L, 60L],
            Enum.GetValues<AccountStanding>()[..5].Select(s => pounds.Of(s).Minor)
        );
        Assert.Equal(70, overview.Currencies[1].Of(AccountStanding.Held).Minor);
    }

    [Fact]
    public async Task Overview_OfAWeek_SaysWhatMovedOnEachDay()
    {
        await Portal.PostAsync(Portal.Transfer("in", _clearing, _escrow, 900));
        Portal.Clock.Advance(TimeSpan.FromDays(2));
        await Portal.PostAsync(
            Portal.Transfer("more", _clearing, _escrow, 50),
            Portal.Transfer("back", _escrow, _clearing, 20)
        );
        Portal.Clock.Advance(TimeSpan.FromDays(7));
        await Portal.PostAsync(Portal.Transfer("later", _clearing, _escrow, 1));

        var moved = (await ReadAsync()).Currencies[0].Moved;

        Assert.Equal([900, 0, 50, 0, 0, 0, 0], moved.Select(m => m.In.Minor));
        Assert.Equal([0, 0, 20, 0, 0, 0, 0], moved.Select(m => m.Out.Minor));
    }

    [Fact]
    public async Task PendingHolds_AreGroupedByTheirAge_AndFoundInTheListByItsDays()
    {
        await Portal.PostAsync(Portal.Transfer("in", _clearing, _escrow, 900));
        foreach (var (key, days) in new[] { ("old", 26), ("month", 10), ("week", 6), ("new", 0) })
        {
            await HoldAsync(key, 10 + days);
            Portal.Clock.Advance(TimeSpan.FromDays(days));
        }

        var today = DateOnly.FromDateTime(Portal.Clock.GetUtcNow().UtcDateTime);
        await using var scope = Portal.Scope();
        var holds = scope.Get<MoneyHoldQueries>();

        var aged = (await holds.AgedAsync(default)).Value;
        var thisWeek = await holds.ListAsync(
            new([MoneyHoldStatus.Pending], Placed: new(aged[1].First!.Value, aged[1].Last)),
            new PageRequest(),
            default
        );

        Assert.Equal([10L, 16L, 20L, 36L], aged.Select(a => a.Amount.Minor));
        Assert.Equal(
            [today, today.AddDays(-6), today.AddDays(-29), null],
            aged.Select(a => a.First)
        );
        var found = Assert.Single(thisWeek.Value.Rows);
        Assert.Equal(("week", _escrow), (found.Key, found.From.Id));
    }

    [Fact]
    public async Task Verifications_AreKeptWithWhatTheyFound_AndSealsWithTheirHash()
    {
        await Portal.PostAsync(Portal.Transfer("in", _clearing, _escrow, 900));
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await using var scope = Portal.Scope();
        await scope.Get<SealLedger>().HandleAsync(default);
        var found = await scope.Get<VerifyLedger>().HandleAsync(null, default);

        var overview = await ReadAsync();

        Assert.Equal((1, 1L), (overview.LastSeal!.Number, overview.LastSeal.Entries));
        Assert.Equal(64, overview.LastSeal.Hash.Length);
        var kept = overview.LastVerification!.Found;
        Assert.True(kept.IsSound);
        Assert.Equal(found.Value with { Faults = kept.Faults }, kept);
    }

    [Fact]
    public async Task RequestVerification_WhileOneIsUnderWay_IsRefused()
    {
        await using var scope = Portal.Scope();
        var request = scope.Get<RequestVerification>();

        var first = await request.HandleAsync(new(), default);
        var second = await request.HandleAsync(new(), default);
        var standing = await scope.Get<SealQueries>().RequestedAsync(default);

        Assert.Equal("ledger.verification_under_way", second.Error.Code);
        Assert.Equal(first.Value, standing.Value!.Id);
    }

    [Fact]
    public async Task Reads_WithoutTheRight_AreRefused()
    {
        var person = await Portal.AddPersonAsync(
            "seller@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant
        );
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        var seals = scope.Get<SealQueries>();
        var holds = scope.Get<MoneyHoldQueries>();

        ErrorKind[] kinds =
        [
            (await scope.Get<LedgerOverviewQueries>().ReadAsync(Week, default)).Error.Kind,
            (await seals.ListAsync(new(), default)).Error.Kind,
            (await seals.VerificationsAsync(1, default)).Error.Kind,
            (await seals.RequestedAsync(default)).Error.Kind,
            (await holds.ListAsync(new(), new(), default)).Error.Kind,
            (await holds.AgedAsync(default)).Error.Kind,
            (await scope.Get<RequestVerification>().HandleAsync(new(), default)).Error.Kind,
        ];

        Assert.All(kinds, k => Assert.Equal(ErrorKind.Forbidden, k));
    }

    private async Task<LedgerOverview> ReadAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<LedgerOverviewQueries>().ReadAsync(Week, default)).Value;
    }

    private async Task HoldAsync(string key, long minor)
    {
        var wallet = await Portal.OpenAccountAsync(AccountKind.Wallet, AccountOwner.Customer(1));
        await using var scope = Portal.Scope();
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        var draft = new MoneyHoldDraft(
            Portal.Tenant,
            key,
            _escrow,
            wallet,
            new Money(minor, TestBooks.Pounds),
            new EventSubject("order", 7),
            Portal.Clock.GetUtcNow().AddDays(365)
        );
        await using var transaction = await connection.BeginTransactionAsync();
        var placed = await scope
            .Get<PlaceMoneyHolds>()
            .HandleAsync(connection, transaction, [draft], default);
        Assert.False(placed.Failed);
        await transaction.CommitAsync();
    }
}
