using Portal.Core.Kernel;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Wallets;

/// <summary>How wallets are found, and what moved in them.</summary>
public sealed class WalletQueriesTests : PortalTests
{
    [Fact]
    public async Task History_ShowsTheBalanceAfterEachMovement_PageByPage()
    {
        var wallet = await Portal.AddWalletAsync();
        foreach (var minor in new[] { 100, 200, 300, 400 })
        {
            await Portal.CreditAsync(wallet, minor);
        }

        await Portal.AdjustedAsync(wallet, WalletDirection.Debit, 250);
        await using var scope = Portal.Scope();
        var queries = scope.Get<WalletQueries>();
        var first = await queries.HistoryAsync(wallet, null, new PageRequest(Size: 3), default);
        var second = await queries.HistoryAsync(
            wallet,
            null,
            new PageRequest(Size: 3, Cursor: first.Value.Next),
            default
        );

        Assert.Equal(
            [(-250L, 750L), (400, 1_000), (300, 600), (200, 300), (100, 100)],
            first
                .Value.Rows.Concat(second.Value.Rows)
                .Select(l => (l.Change.Minor, l.BalanceAfter.Minor))
        );
        Assert.Null(second.Value.Next);
    }

    [Fact]
    public async Task Statement_GoesFromWhatWasThereToWhatIsLeft()
    {
        var wallet = await Portal.AddWalletAsync();
        await Portal.CreditAsync(wallet, 1_000);
        Portal.Clock.Advance(TimeSpan.FromDays(3));
        var day = DateOnly.FromDateTime(Portal.Clock.GetUtcNow().DateTime);
        await Portal.CreditAsync(wallet, 500);
        await Portal.AdjustedAsync(wallet, WalletDirection.Debit, 200);

        var now = await StatementAsync(wallet, day, day);
        var between = await StatementAsync(wallet, day.AddDays(-1), day.AddDays(-1));
        var before = await StatementAsync(wallet, day.AddDays(-30), day.AddDays(-20));

        Assert.Equal(
            (1_000, 500, -200, 1_300, 2),
            (now.Opening.Minor, now.In.Minor, now.Out.Minor, now.Closing.Minor, now.Lines.Count)
        );
        Assert.Equal(
            (1_000, 1_000, 0),
            (between.Opening.Minor, between.Closing.Minor, between.Lines.Count)
        );
        Assert.Equal((0, 0), (before.Opening.Minor, before.Closing.Minor));
    }

    [Fact]
    public async Task StatementTable_BeginsAndEndsWithTheBalances()
    {
        var wallet = await Portal.AddWalletAsync();
        await Portal.CreditAsync(wallet, 1_050);
        var day = DateOnly.FromDateTime(Portal.Clock.GetUtcNow().DateTime);
        await using var scope = Portal.Scope();

        var table = await scope
            .Get<WalletStatements>()
            .TableAsync(wallet, new DateRange(day, day), default);

        Assert.Equal(
            [("Opening balance", 0.00m), ("wallet.credited", 10.50m), ("Closing balance", 10.50m)],
            table.Value.Rows.Select(r => ((string)r[2]!, (decimal)r[5]!))
        );
    }

    [Theory]
    [InlineData("balance", true, new[] { 900L, 500, 100 })]
    [InlineData("balance", false, new[] { 100L, 500, 900 })]
    [InlineData(null, false, new[] { 100L, 900, 500 })]
    public async Task List_IsSortedAsAsked_TheLatestMovementFirst(
        string? sort,
        bool descending,
        long[] balances
    )
    {
        foreach (var minor in new[] { 500, 900, 100 })
        {
            Portal.Clock.Advance(TimeSpan.FromMinutes(1));
            await Portal.CreditAsync(await Portal.AddWalletAsync(), minor);
        }

        await using var scope = Portal.Scope();
        var found = await scope
            .Get<WalletQueries>()
            .ListAsync(
                new WalletFilter(),
                new PageRequest(Sort: sort, Descending: descending),
                default
            );

        Assert.Equal(balances, found.Value.Rows.Select(w => w.Balance.Minor));
        Assert.Equal(3, found.Value.Total);
    }

    [Fact]
    public async Task List_FindsByCustomer_AndShowsNoOtherTenants()
    {
        var wallet = await Portal.FindWalletAsync(await Portal.AddWalletAsync());
        await Portal.AddWalletAsync();
        var other = await Portal.AddTenantAsync("south");
        await Portal.AddWalletAsync(other.Tenant);
        await using var scope = Portal.Scope();
        var queries = scope.Get<WalletQueries>();

        var byReference = await queries.ListAsync(
            new WalletFilter($"{wallet.CustomerReference}@EXAMPLE"),
            new PageRequest(),
            default
        );
        var all = await queries.ListAsync(new WalletFilter(), new PageRequest(), default);

        Assert.Equal(wallet.Id, Assert.Single(byReference.Value.Rows).Id);
        Assert.Equal(2, all.Value.Total);
    }

    [Fact]
    public async Task BuyersWallets_AreNoneBeforeTheFirstUse_AndRefusedForNobody()
    {
        var customer = await Portal.AddCustomerAsync();
        await using var scope = Portal.Scope();
        var queries = scope.Get<WalletQueries>();

        var none = await queries.OfCustomerAsync(customer, default);
        var nobody = await queries.OfCustomerAsync("nobody", default);
        await Portal.OpenWalletAsync(customer);
        var one = await queries.OfCustomerAsync(customer, default);

        Assert.Empty(none.Value);
        Assert.Equal(WalletErrors.CustomerNotFound, nobody.Error);
        Assert.Equal(TestWallets.Gbp(0), Assert.Single(one.Value).Balance);
    }

    private async Task<WalletStatement> StatementAsync(
        WalletId wallet,
        DateOnly first,
        DateOnly last
    )
    {
        await using var scope = Portal.Scope();
        var found = await scope
            .Get<WalletStatements>()
            .FindAsync(wallet, new DateRange(first, last), default);
        return found.Value;
    }
}
