using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

public sealed class PostEntriesTests : PortalTests
{
    private AccountId _clearing;
    private AccountId _escrow;
    private AccountId _wallet;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _clearing = await Portal.OpenAccountAsync(
            AccountKind.GatewayClearing,
            AccountOwner.Named("simulated")
        );
        _escrow = await Portal.OpenAccountAsync(AccountKind.Escrow);
        _wallet = await Portal.OpenAccountAsync(AccountKind.Wallet, AccountOwner.Customer(1));
    }

    [Fact]
    public async Task OpenAccounts_ForTheSameKey_AnswersTheSameAccount()
    {
        var again = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => Portal.OpenAccountAsync(AccountKind.Reserve, AccountOwner.Named("x")))
        );

        Assert.Single(again.Distinct());
        Assert.Equal(_escrow, await Portal.OpenAccountAsync(AccountKind.Escrow));
    }

    [Fact]
    public async Task Post_ABatch_MovesEveryBalanceOnceBySum()
    {
        var booked = await Portal.PostAsync(
            Portal.Transfer("a", _clearing, _escrow, 1_000),
            Portal.Transfer("b", _clearing, _escrow, 500),
            Portal.Transfer("c", _escrow, _wallet, 300)
        );

        Assert.Equal(3, booked.Value.Select(e => e.Id).Distinct().Count());
        Assert.All(booked.Value, e => Assert.True(e.IsNew));
        Assert.Equal(1_500, await Portal.BalanceAsync(_clearing));
        Assert.Equal(-1_200, await Portal.BalanceAsync(_escrow));
        Assert.Equal(-300, await Portal.BalanceAsync(_wallet));
    }

    [Fact]
    public async Task Post_SameKeyAndContent_AnswersTheFirstEntryAgain()
    {
        var first = await Portal.PostAsync(Portal.Transfer("a", _clearing, _escrow, 1_000));
        Portal.Clock.Advance(TimeSpan.FromHours(1));

        var again = await Portal.PostAsync(
            Portal.Transfer("b", _clearing, _escrow, 1),
            Portal.Transfer("a", _clearing, _escrow, 1_000)
        );

        Assert.True(again.Value[0].IsNew);
        Assert.Equal(first.Value[0] with { IsNew = false }, again.Value[1]);
        Assert.Equal(1_001, await Portal.BalanceAsync(_clearing));
    }

    [Fact]
    public async Task Post_SameEntryTwiceInOneBatch_BooksItOnce()
    {
        var entry = Portal.Transfer("a", _clearing, _escrow, 1_000);

        var booked = await Portal.PostAsync(entry, entry);

        Assert.Equal(booked.Value[0].Id, booked.Value[1].Id);
        Assert.Equal([true, false], booked.Value.Select(e => e.IsNew));
        Assert.Equal(1_000, await Portal.BalanceAsync(_clearing));
    }

    [Fact]
    public async Task Post_SameKeyAtOnce_BooksItOnce()
    {
        var entry = Portal.Transfer("a", _clearing, _escrow, 1_000);

        var booked = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Portal.PostAsync(entry))
        );

        Assert.Single(booked.Select(b => b.Value[0].Id).Distinct());
        Assert.Single(booked, b => b.Value[0].IsNew);
        Assert.Equal(1_000, await Portal.BalanceAsync(_clearing));
    }

    [Fact]
    public async Task Post_SameKeyOtherContent_IsRefused()
    {
        await Portal.PostAsync(Portal.Transfer("a", _clearing, _escrow, 1_000));

        await AssertRefusedAsync(
            "ledger.key_reused",
            Portal.Transfer("a", _clearing, _escrow, 2_000)
        );
    }

    [Fact]
    public async Task Post_BelowTheFloor_IsRefusedAndNamesTheAccount()
    {
        var error = await AssertRefusedAsync(
            "ledger.insufficient_funds",
            Portal.Transfer("a", _wallet, _clearing, 1)
        );

        Assert.Contains($"Account {_wallet.Value} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AWalletAtOnceBeyondItsBalance_NeverOverdrawsIt()
    {
        await Portal.PostAsync(Portal.Transfer("top-up", _clearing, _wallet, 1_000));

        var spent = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(n => Portal.PostAsync(Portal.Transfer($"spend-{n}", _wallet, _escrow, 100)))
        );

        Assert.Equal(10, spent.Count(s => !s.Failed));
        Assert.All(
            spent.Where(s => s.Failed),
            s => Assert.Equal("ledger.insufficient_funds", s.Error.Code)
        );
        Assert.Equal(0, await Portal.BalanceAsync(_wallet));
    }

    [Fact]
    public async Task Post_TransfersBothWaysAtOnce_EndWithoutADeadlock()
    {
        var payable = await Portal.OpenAccountAsync(AccountKind.SellerPayable);
        var entries = Enumerable
            .Range(0, 200)
            .Select(n =>
                n % 2 == 0
                    ? Portal.Transfer($"{n}", _clearing, payable, 10)
                    : Portal.Transfer($"{n}", payable, _clearing, 10)
            )
            .Chunk(5);

        var booked = await Task.WhenAll(entries.Select(e => Portal.PostAsync(e)));

        Assert.All(booked, b => Assert.False(b.Failed));
        Assert.Equal(0, await Portal.BalanceAsync(payable));
    }

    [Fact]
    public async Task Post_InAnotherCurrencyThanTheAccounts_IsRefused() =>
        await AssertRefusedAsync(
            "ledger.currency_mismatch",
            Portal.Transfer("a", _clearing, _escrow, 100, Currency.Of("EUR"))
        );

    [Fact]
    public async Task Post_InTheBooksOfAnotherTenant_IsRefusedByTheDatabase()
    {
        var (other, _) = await Portal.AddTenantAsync("east");
        var entry = Portal.Transfer("a", _clearing, _escrow, 1_000) with { Tenant = other };

        await using var scope = Portal.Scope();
        await using var connection = await Portal.OpenAsApplicationAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            scope.Get<PostEntries>().HandleAsync(connection, null, [entry], default)
        );

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Post_ToAnAccountOfAnotherTenant_IsRefusedAsUnknown()
    {
        var (other, _) = await Portal.AddTenantAsync("south");
        var foreign = await Portal.OpenAccountAsync(AccountKind.Escrow, tenant: other);

        await AssertRefusedAsync(
            "ledger.unknown_account",
            Portal.Transfer("a", _clearing, foreign, 100)
        );
        await AssertRefusedAsync(
            "ledger.unknown_account",
            Portal.Transfer("a", _clearing, new AccountId(999_999_999), 100)
        );
    }

    [Fact]
    public async Task Post_ToAClosedAccount_IsRefused()
    {
        await Portal.AdminScalarAsync<int>(
            $"UPDATE ledger.balances SET closed_at = now() WHERE account_id = {_wallet.Value}"
        );

        await AssertRefusedAsync(
            "ledger.account_closed",
            Portal.Transfer("a", _clearing, _wallet, 100)
        );
    }

    [Fact]
    public async Task Post_BeyondWhatABalanceCanHold_IsRefused()
    {
        await AssertRefusedAsync(
            "ledger.amount_too_large",
            Portal.Transfer("a", _clearing, _escrow, long.MaxValue),
            Portal.Transfer("b", _clearing, _escrow, 1)
        );
    }

    [Fact]
    public async Task Post_MalformedEntries_AreRefusedEachForItsReason()
    {
        var good = Portal.Transfer("a", _clearing, _escrow, 100);
        var pence = new Money(100, TestBooks.Pounds);
        var cents = new Money(-100, Currency.Of("EUR"));

        await AssertRefusedAsync("ledger.zero_amount", Portal.Transfer("a", _clearing, _escrow, 0));
        await AssertRefusedAsync(
            "ledger.unbalanced",
            good with
            {
                Postings = [new(_clearing, pence), new(_escrow, cents)],
            }
        );
        await AssertRefusedAsync(
            "ledger.malformed",
            good with
            {
                Postings = [new(_clearing, pence)],
            }
        );
        await AssertRefusedAsync("ledger.malformed", good with { Key = "" });
        await AssertRefusedAsync("ledger.malformed", good with { Kind = new string('x', 61) });
        await AssertRefusedAsync("ledger.malformed", good with { Reference = default });
        await AssertRefusedAsync("ledger.nothing_to_book");
    }

    [Fact]
    public async Task Post_InACallersTransactionThatRollsBack_LeavesNothing()
    {
        await using var scope = Portal.Scope();
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        var entry = Portal.Transfer("a", _clearing, _escrow, 100);

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var booked = await scope
                .Get<PostEntries>()
                .HandleAsync(connection, transaction, [entry], default);
            Assert.False(booked.Failed);
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await Portal.CountAsync("entry_keys"));
        Assert.True((await Portal.PostAsync(entry)).Value[0].IsNew);
    }

    /// <summary>Refused with the code, beside an entry that is right, and nothing of both is booked.</summary>
    private async Task<Error> AssertRefusedAsync(string code, params EntryDraft[] entries)
    {
        var before = await StateAsync();
        EntryDraft[] batch =
            entries.Length == 0
                ? []
                : [Portal.Transfer("beside", _clearing, _escrow, 5), .. entries];

        var refused = await Portal.PostAsync(batch);

        Assert.True(refused.Failed, $"{code} was expected, and it was booked.");
        Assert.Equal(code, refused.Error.Code);
        Assert.Equal(before, await StateAsync());
        return refused.Error;
    }

    private Task<string?> StateAsync() =>
        Portal.AdminScalarAsync<string>(
            """
            SELECT concat((SELECT count(*) FROM ledger.entries), ' ', (SELECT count(*) FROM ledger.postings), ' ',
                (SELECT count(*) FROM ledger.entry_keys), ' ', (SELECT array_agg(b ORDER BY account_id) FROM ledger.balances b))
            """
        );
}
