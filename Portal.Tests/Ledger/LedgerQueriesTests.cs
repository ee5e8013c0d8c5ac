using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

public sealed class LedgerQueriesTests : PortalTests
{
    private AccountId _clearing;
    private AccountId _wallet;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Portal.Clock.Set(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        _clearing = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        _wallet = await Portal.OpenAccountAsync(AccountKind.Wallet, AccountOwner.Customer(1));
    }

    [Fact]
    public async Task Accounts_ShowBalancesOnTheSideTheyGrow()
    {
        await TopUpAsync("a", 1_000);
        await using var scope = Portal.Scope();

        var all = await scope.Get<LedgerQueries>().ListAsync(new(), new PageRequest(), default);
        var wallets = await scope
            .Get<LedgerQueries>()
            .ListAsync(
                new([AccountKind.Wallet], TestBooks.Pounds, "customer-1"),
                new PageRequest(),
                default
            );

        Assert.Equal(2, all.Value.Total);
        Assert.All(all.Value.Rows, a => Assert.Equal(1_000, a.Balance.Minor));
        Assert.Equal(_wallet, Assert.Single(wallets.Value.Rows).Id);
        Assert.Equal(1_000, wallets.Value.Rows[0].Available.Minor);
    }

    [Fact]
    public async Task Lines_PageByPage_CarryTheRunningBalance()
    {
        foreach (var n in Enumerable.Range(1, 7))
        {
            Portal.Clock.Advance(TimeSpan.FromMinutes(1));
            await TopUpAsync($"a{n}", n);
        }

        // Two lines of one entry in the same account, and two entries of the same instant.
        var amount = new Money(5, TestBooks.Pounds);
        await Portal.PostAsync(
            Portal.Transfer("twice", _clearing, _wallet, 5) with
            {
                Postings =
                [
                    new(_clearing, amount * 2),
                    new(_wallet, amount * -1),
                    new(_wallet, amount * -1),
                ],
            },
            Portal.Transfer("same-instant", _clearing, _wallet, 1)
        );
        await using var scope = Portal.Scope();
        var lines = new List<AccountLine>();
        string? cursor = null;
        do
        {
            var page = await scope
                .Get<LedgerQueries>()
                .LinesAsync(_wallet, null, new PageRequest(Size: 3, Cursor: cursor), default);
            lines.AddRange(page.Value.Rows);
            cursor = page.Value.Next;
        } while (cursor is not null);

        Assert.Equal([1, 5, 5, 7, 6, 5, 4, 3, 2, 1], lines.Select(l => l.Change.Minor));
        Assert.Equal(
            [39, 38, 33, 28, 21, 15, 10, 6, 3, 1],
            lines.Select(l => l.BalanceAfter.Minor)
        );
    }

    [Fact]
    public async Task Lines_ForthAndBack_AreTheSamePages()
    {
        foreach (var n in Enumerable.Range(1, 7))
        {
            await TopUpAsync($"a{n}", n);
        }

        await using var scope = Portal.Scope();
        var accounts = scope.Get<LedgerQueries>();
        async Task<Page<AccountLine>> PageAsync(string? cursor) =>
            (
                await accounts.LinesAsync(
                    _wallet,
                    null,
                    new PageRequest(Size: 3, Cursor: cursor),
                    default
                )
            ).Value;
        var first = await PageAsync(null);
        var second = await PageAsync(first.Next);
        var third = await PageAsync(second.Next);

        var secondAgain = await PageAsync(third.Previous);
        var firstAgain = await PageAsync(secondAgain.Previous);

        Assert.Null(first.Previous);
        Assert.Null(third.Next);
        Assert.Equal(second.Rows, secondAgain.Rows);
        Assert.Equal(second.Next, secondAgain.Next);
        Assert.Equal(first.Rows, firstAgain.Rows);
        Assert.Null(firstAgain.Previous);
        Assert.Equal(7, second.Total);
    }

    [Fact]
    public async Task Lines_OfDays_CarryTheBalanceOfThen_AndMakeTheStatement()
    {
        await TopUpAsync("a", 100);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await TopUpAsync("b", 20);
        await TopUpAsync("c", 3);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await TopUpAsync("d", 1);
        var day = new DateRange(new(2026, 3, 3), new(2026, 3, 3));
        await using var scope = Portal.Scope();
        var accounts = scope.Get<LedgerQueries>();

        var lines = await accounts.LinesAsync(_wallet, day, new PageRequest(), default);
        var statement = await accounts.StatementAsync(_wallet, day, default);

        Assert.Equal([123, 120], lines.Value.Rows.Select(l => l.BalanceAfter.Minor));
        Assert.Equal(lines.Value.Rows.Reverse(), statement.Value.Lines);
    }

    [Fact]
    public async Task Accounts_SortedByBalance_StayWithTheirCurrency()
    {
        var poor = await Portal.OpenAccountAsync(AccountKind.Wallet, AccountOwner.Customer(2));
        await TopUpAsync("a", 1_000);
        await Portal.PostAsync(Portal.Transfer("b", _clearing, poor, 5));
        await using var scope = Portal.Scope();

        var richest = await scope
            .Get<LedgerQueries>()
            .ListAsync(
                new([AccountKind.Wallet], Owner: "customer-"),
                new PageRequest(Sort: "balance", Descending: true),
                default
            );

        Assert.Equal([_wallet, poor], richest.Value.Rows.Select(a => a.Id));
    }

    [Fact]
    public async Task Balance_BeforeAnyPastMoment_IsTheSumOfWhatWasBookedUntilThen()
    {
        var before = Portal.Clock.GetUtcNow();
        await TopUpAsync("a", 100);
        Portal.Clock.Advance(TimeSpan.FromDays(40));
        var between = Portal.Clock.GetUtcNow();
        await TopUpAsync("b", 20);

        Assert.Equal(0, await BalanceAsync(before));
        Assert.Equal(100, await BalanceAsync(before.AddTicks(10)));
        Assert.Equal(100, await BalanceAsync(between));
        Assert.Equal(120, await BalanceAsync(between.AddDays(1)));
    }

    [Fact]
    public async Task TrialBalance_OfADay_BalancesInEachCurrency()
    {
        var euro = Currency.Of("EUR");
        var euroClearing = await Portal.OpenAccountAsync(
            AccountKind.GatewayClearing,
            currency: euro
        );
        var euroEscrow = await Portal.OpenAccountAsync(AccountKind.Escrow, currency: euro);
        await TopUpAsync("a", 100);
        await Portal.PostAsync(Portal.Transfer("e", euroClearing, euroEscrow, 70, euro));
        var day = DateOnly.FromDateTime(Portal.Clock.GetUtcNow().UtcDateTime);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await TopUpAsync("b", 11);
        await using var scope = Portal.Scope();

        var then = await scope.Get<LedgerQueries>().TrialBalanceAsync(day, default);
        var later = await scope.Get<LedgerQueries>().TrialBalanceAsync(day.AddDays(1), default);
        var earlier = await scope.Get<LedgerQueries>().TrialBalanceAsync(day.AddDays(-1), default);

        Assert.True(then.Value.IsBalanced && later.Value.IsBalanced);
        Assert.Equal(
            [("EUR", 70L), ("GBP", 100L)],
            then.Value.Totals.Select(t => (t.Debit.Currency.Code, t.Debit.Minor)).Order()
        );
        Assert.Equal(
            111,
            later.Value.Totals.Single(t => t.Debit.Currency == TestBooks.Pounds).Credit.Minor
        );
        Assert.Empty(earlier.Value.Rows);
    }

    [Fact]
    public async Task Entry_ShowsItsPostingsItsReferenceAndItsReversal()
    {
        var entry = await TopUpAsync("a", 100);
        await using var scope = Portal.Scope();
        var reversal = await scope
            .Get<ReverseEntry>()
            .HandleAsync(new(entry, "undo", "Booked twice"), default);

        var found = await scope.Get<EntryQueries>().FindAsync(entry, default);
        var undone = await scope.Get<EntryQueries>().FindAsync(reversal.Value.Id, default);

        Assert.Equal(("order", 7), (found.Value.ReferenceKind, found.Value.ReferenceId));
        Assert.Equal(
            [(_clearing, 100L), (_wallet, -100L)],
            found.Value.Lines.Select(l => (l.Account.Id, l.Amount.Minor))
        );
        Assert.Equal(reversal.Value.Id, found.Value.ReversedBy);
        Assert.Equal(entry, undone.Value.Reverses);
        Assert.Null(found.Value.SealNumber);
    }

    [Fact]
    public async Task Entries_ArePagedNewestFirstAndNarrowed()
    {
        var booked = new List<EntryId>();
        foreach (var n in Enumerable.Range(1, 5))
        {
            booked.Add(await TopUpAsync($"a{n}", n));
        }

        await using var scope = Portal.Scope();
        var entries = scope.Get<EntryQueries>();
        var first = await entries.ListAsync(new(), new PageRequest(Size: 3), default);
        var rest = await entries.ListAsync(
            new(),
            new PageRequest(Size: 3, Cursor: first.Value.Next),
            default
        );
        var aboutOrder = await entries.ListAsync(
            new(ReferenceKind: "order", ReferenceId: 7),
            new PageRequest(),
            default
        );
        var aboutNothing = await entries.ListAsync(
            new(ReferenceKind: "order", ReferenceId: 8),
            new PageRequest(),
            default
        );

        var second = await entries.ListAsync(new(Search: "a2"), new PageRequest(), default);
        var byNumber = await entries.ListAsync(
            new(Kind: "test.", Search: $"{booked[1].Value}"),
            new PageRequest(),
            default
        );
        var back = await entries.ListAsync(
            new(),
            new PageRequest(Size: 3, Cursor: rest.Value.Previous),
            default
        );

        Assert.Equal(booked[1], Assert.Single(second.Value.Rows).Id);
        Assert.Equal(booked[1], Assert.Single(byNumber.Value.Rows).Id);
        Assert.Equal([new Money(2, TestBooks.Pounds)], second.Value.Rows[0].Amounts);
        Assert.Equal(first.Value.Rows.Select(e => e.Id), back.Value.Rows.Select(e => e.Id));
        booked.Reverse();
        Assert.Equal(booked, first.Value.Rows.Concat(rest.Value.Rows).Select(e => e.Id));
        Assert.Null(rest.Value.Next);
        Assert.Equal(5, aboutOrder.Value.Total);
        Assert.Empty(aboutNothing.Value.Rows);
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
        var accounts = scope.Get<LedgerQueries>();
        var now = Portal.Clock.GetUtcNow();

        ErrorKind[] kinds =
        [
            (await accounts.ListAsync(new(), new(), default)).Error.Kind,
            (await accounts.FindAsync(_wallet, default)).Error.Kind,
            (await accounts.LinesAsync(_wallet, null, new(), default)).Error.Kind,
            (await accounts.BalanceBeforeAsync(_wallet, now, default)).Error.Kind,
            (await accounts.TrialBalanceAsync(new(2026, 3, 2), default)).Error.Kind,
            (await scope.Get<EntryQueries>().ListAsync(new(), new(), default)).Error.Kind,
            (await scope.Get<EntryQueries>().FindAsync(new(1), default)).Error.Kind,
        ];

        Assert.All(kinds, k => Assert.Equal(ErrorKind.Forbidden, k));
    }

    private async Task<EntryId> TopUpAsync(string key, long minor) =>
        (await Portal.PostAsync(Portal.Transfer(key, _clearing, _wallet, minor))).Value[0].Id;

    private async Task<long> BalanceAsync(DateTimeOffset instant)
    {
        await using var scope = Portal.Scope();
        var balance = await scope
            .Get<LedgerQueries>()
            .BalanceBeforeAsync(_wallet, instant, default);
        return balance.Value.Minor;
    }
}
