using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

public sealed class ReverseEntryTests : PortalTests
{
    private AccountId _clearing;
    private AccountId _payable;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _clearing = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        _payable = await Portal.OpenAccountAsync(AccountKind.SellerPayable);
    }

    [Fact]
    public async Task Reverse_BooksTheOppositeAboutTheSameThing()
    {
        var entry = await BookAsync("a");

        var reversal = await ReverseAsync(entry, "undo-a");

        Assert.NotEqual(entry, reversal.Value.Id);
        Assert.Equal(0, await Portal.BalanceAsync(_clearing));
        Assert.Equal(0, await Portal.BalanceAsync(_payable));
        Assert.Equal(
            7,
            await Portal.AdminScalarAsync<long>(
                $"SELECT reference_id FROM ledger.entries WHERE id = {reversal.Value.Id.Value}"
            )
        );
    }

    [Fact]
    public async Task Reverse_SameRequestAgain_AnswersTheSameReversal()
    {
        var entry = await BookAsync("a");
        var first = await ReverseAsync(entry, "undo-a");

        var again = await ReverseAsync(entry, "undo-a");

        Assert.Equal(first.Value with { IsNew = false }, again.Value);
    }

    [Fact]
    public async Task Reverse_ASecondTime_IsRefused()
    {
        var entry = await BookAsync("a");
        await ReverseAsync(entry, "undo-a");

        var second = await ReverseAsync(entry, "undo-a-again");

        Assert.Equal("ledger.already_reversed", second.Error.Code);
        Assert.Equal(0, await Portal.BalanceAsync(_clearing));
    }

    [Fact]
    public async Task Reverse_500EntriesEachTwiceAtOnce_SucceedsOnceEach()
    {
        var booked = await Portal.PostAsync([
            .. Enumerable
                .Range(0, 500)
                .Select(n => Portal.Transfer($"entry-{n}", _clearing, _payable, n + 1)),
        ]);
        var requests = booked.Value.SelectMany(e =>
            new[] { (e.Id, Key: $"undo-{e.Id.Value}"), (e.Id, Key: $"redo-{e.Id.Value}") }
        );
        var answers = new System.Collections.Concurrent.ConcurrentBag<Result<BookedEntry>>();

        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (request, _) => answers.Add(await ReverseAsync(request.Id, request.Key))
        );

        Assert.Equal(500, answers.Count(a => !a.Failed));
        Assert.Equal(
            500,
            answers.Count(a => a.Failed && a.Error.Code == "ledger.already_reversed")
        );
        Assert.Equal(0, await Portal.BalanceAsync(_clearing));
        Assert.Equal(1_000, await Portal.CountAsync("entries"));
    }

    [Fact]
    public async Task Reverse_WhatAWalletHasSpent_IsRefusedAndCanBeTriedLater()
    {
        var wallet = await Portal.OpenAccountAsync(AccountKind.Wallet);
        var topUp = await Portal.PostAsync(Portal.Transfer("top-up", _clearing, wallet, 100));
        await Portal.PostAsync(Portal.Transfer("spend", wallet, _payable, 60));

        var refused = await ReverseAsync(topUp.Value[0].Id, "undo");
        await Portal.PostAsync(Portal.Transfer("back", _payable, wallet, 60));
        var done = await ReverseAsync(topUp.Value[0].Id, "undo");

        Assert.Equal("ledger.insufficient_funds", refused.Error.Code);
        Assert.False(done.Failed);
        Assert.Equal(0, await Portal.BalanceAsync(wallet));
    }

    [Fact]
    public async Task Reverse_WithoutTheRightOrAnothersEntry_IsRefused()
    {
        var entry = await BookAsync("a");
        var (other, _) = await Portal.AddTenantAsync("south");
        var seller = await Portal.AddPersonAsync(
            "seller@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant
        );
        await using var sellers = Portal.ScopeOf(seller, Portal.Tenant);
        await using var others = Portal.Scope(other);
        var command = new ReverseEntryCommand(entry, "undo", "Booked twice");

        var forbidden = await sellers.Get<ReverseEntry>().HandleAsync(command, default);
        var missing = await others.Get<ReverseEntry>().HandleAsync(command, default);

        Assert.Equal(ErrorKind.Forbidden, forbidden.Error.Kind);
        Assert.Equal(ErrorKind.NotFound, missing.Error.Kind);
        Assert.Equal(0, await Portal.CountAsync("entry_reversals"));
    }

    private async Task<EntryId> BookAsync(string key) =>
        (await Portal.PostAsync(Portal.Transfer(key, _clearing, _payable, 1_000))).Value[0].Id;

    private async Task<Result<BookedEntry>> ReverseAsync(EntryId entry, string key)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<ReverseEntry>()
            .HandleAsync(new ReverseEntryCommand(entry, key, "Booked by mistake"), default);
    }
}
