using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Holds;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

public sealed class MoneyHoldsTests : PortalTests
{
    private AccountId _clearing;
    private AccountId _wallet;
    private AccountId _escrow;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _clearing = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        _wallet = await Portal.OpenAccountAsync(AccountKind.Wallet, AccountOwner.Customer(1));
        _escrow = await Portal.OpenAccountAsync(AccountKind.Escrow);
        await Portal.PostAsync(Portal.Transfer("top-up", _clearing, _wallet, 1_000));
    }

    [Fact]
    public async Task Place_MakesTheAmountUnavailableToEntriesAndHolds()
    {
        var placed = await PlaceAsync(Hold("h", 700));

        var spent = await Portal.PostAsync(Portal.Transfer("spend", _wallet, _escrow, 301));
        var second = await PlaceAsync(Hold("h2", 301));
        var rest = await Portal.PostAsync(Portal.Transfer("rest", _wallet, _escrow, 300));

        Assert.False(placed.Failed);
        Assert.Equal("ledger.insufficient_funds", spent.Error.Code);
        Assert.Equal("ledger.insufficient_funds", second.Error.Code);
        Assert.False(rest.Failed);
        Assert.Equal(700, await HeldAsync(_wallet));
    }

    [Fact]
    public async Task Place_OnAnAccountThatMayFallBelowZero_HoldsOnlyWhatIsThere()
    {
        var payable = await Portal.OpenAccountAsync(AccountKind.SellerPayable);
        await Portal.PostAsync(Portal.Transfer("sale", _wallet, payable, 100));

        var tooMuch = await PlaceAsync(Hold("h", 101) with { From = payable });
        var enough = await PlaceAsync(Hold("h", 100) with { From = payable });

        Assert.Equal("ledger.insufficient_funds", tooMuch.Error.Code);
        Assert.False(enough.Failed);
    }

    [Fact]
    public async Task Place_SameKeyAgain_AnswersTheSameHoldAndHoldsItOnce()
    {
        var first = await PlaceAsync(Hold("h", 700));

        var again = await PlaceAsync(Hold("h", 700), Hold("h", 700));
        var other = await PlaceAsync(Hold("h", 600));

        Assert.Equal([first.Value[0], first.Value[0]], again.Value);
        Assert.Equal("ledger.key_reused", other.Error.Code);
        Assert.Equal(700, await HeldAsync(_wallet));
    }

    [Fact]
    public async Task Place_AtOnceBeyondTheBalance_NeverHoldsMoreThanThereIs()
    {
        var placed = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => PlaceAsync(Hold($"h{n}", 100)))
        );

        Assert.Equal(10, placed.Count(p => !p.Failed));
        Assert.Equal(1_000, await HeldAsync(_wallet));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Place_OfNothing_IsRefused(long minor)
    {
        var refused = await PlaceAsync(Hold("h", minor));

        Assert.Equal("ledger.malformed_hold", refused.Error.Code);
    }

    [Fact]
    public async Task Place_WithAccountsItCannotHave_IsRefused()
    {
        var (other, _) = await Portal.AddTenantAsync("south");
        var foreign = await Portal.OpenAccountAsync(AccountKind.Escrow, tenant: other);
        var euros = await Portal.OpenAccountAsync(AccountKind.Escrow, currency: Currency.Of("EUR"));

        var unknown = await PlaceAsync(Hold("h", 1) with { To = foreign });
        var mismatch = await PlaceAsync(Hold("h", 1) with { To = euros });
        var itself = await PlaceAsync(Hold("h", 1) with { To = _wallet });

        Assert.Equal("ledger.unknown_account", unknown.Error.Code);
        Assert.Equal("ledger.currency_mismatch", mismatch.Error.Code);
        Assert.Equal("ledger.malformed_hold", itself.Error.Code);
    }

    [Fact]
    public async Task Post_APart_BooksItAndLetsTheRestGo()
    {
        var id = (await PlaceAsync(Hold("h", 700))).Value[0];

        var posted = await PostAsync(id, 450);
        var again = await PostAsync(id, 450);

        Assert.Equal(posted.Value[0] with { IsNew = false }, again.Value[0]);
        Assert.Equal(-550, await Portal.BalanceAsync(_wallet));
        Assert.Equal(-450, await Portal.BalanceAsync(_escrow));
        Assert.Equal(0, await HeldAsync(_wallet));
    }

    [Fact]
    public async Task Post_FromAnAccountThatGrowsByDebits_TakesFromIt()
    {
        var exchange = await Portal.OpenAccountAsync(AccountKind.ForeignExchange);
        var id = (await PlaceAsync(Hold("h", 400) with { From = _clearing, To = exchange })).Value[
            0
        ];

        var posted = await PostAsync(id, 400);

        Assert.False(posted.Failed);
        Assert.Equal(600, await Portal.BalanceAsync(_clearing));
        Assert.Equal(400, await Portal.BalanceAsync(exchange));
    }

    [Fact]
    public async Task Post_BeyondTheHoldOrTwiceInDifferentParts_IsRefused()
    {
        var id = (await PlaceAsync(Hold("h", 700))).Value[0];

        var beyond = await PostAsync(id, 701);
        await PostAsync(id, 700);
        var part = await PostAsync(id, 1);
        var missing = await PostAsync(new MoneyHoldId(999_999_999), 1);

        Assert.Equal("ledger.beyond_the_hold", beyond.Error.Code);
        Assert.Equal("ledger.hold_ended", part.Error.Code);
        Assert.Equal("ledger.hold_not_found", missing.Error.Code);
        Assert.Equal(-300, await Portal.BalanceAsync(_wallet));
    }

    [Fact]
    public async Task PostAndVoid_AtOnce_OnlyOneOfThemEndsTheHold()
    {
        var ids = (
            await PlaceAsync([.. Enumerable.Range(0, 20).Select(n => Hold($"h{n}", 50))])
        ).Value;

        var ends = await Task.WhenAll(
            ids.Select(async id =>
            {
                var post = PostAsync(id, 50);
                var let = VoidAsync(id);
                return (Posted: !(await post).Failed, Voided: !(await let).Failed);
            })
        );

        Assert.All(ends, e => Assert.True(e.Posted ^ e.Voided));
        Assert.Equal(0, await HeldAsync(_wallet));
        Assert.Equal(-50 * ends.Count(e => e.Posted), await Portal.BalanceAsync(_escrow));
    }

    [Fact]
    public async Task Void_GivesTheAmountBackOnce()
    {
        var id = (await PlaceAsync(Hold("h", 700))).Value[0];

        var first = await VoidAsync(id);
        var again = await VoidAsync(id);

        Assert.False(first.Failed);
        Assert.False(again.Failed);
        Assert.Equal(0, await HeldAsync(_wallet));
    }

    [Fact]
    public async Task Expire_EndsOverdueHoldsOnly()
    {
        var overdue = (await PlaceAsync(Hold("h", 100))).Value[0];
        await PlaceAsync(
            Hold("later", 200) with
            {
                ExpiresAt = Portal.Clock.GetUtcNow().AddDays(2),
            }
        );
        Portal.Clock.Advance(TimeSpan.FromHours(25));
        await using var scope = Portal.PlatformScope();

        var ended = await scope.Get<ExpireMoneyHolds>().HandleAsync(default);
        var none = await scope.Get<ExpireMoneyHolds>().HandleAsync(default);
        var tooLate = await PostAsync(overdue, 100);

        Assert.Equal((1, 0), (ended, none));
        Assert.Equal(200, await HeldAsync(_wallet));
        Assert.Equal("ledger.hold_ended", tooLate.Error.Code);
    }

    private MoneyHoldDraft Hold(string key, long minor) =>
        new(
            Portal.Tenant,
            key,
            _wallet,
            _escrow,
            new Money(minor, TestBooks.Pounds),
            new EventSubject("order", 7),
            Portal.Clock.GetUtcNow().AddDays(1)
        );

    private Task<long> HeldAsync(AccountId account) =>
        Portal.AdminScalarAsync<long>(
            $"SELECT held_minor FROM ledger.balances WHERE account_id = {account.Value}"
        );

    private Task<Result<IReadOnlyList<MoneyHoldId>>> PlaceAsync(params MoneyHoldDraft[] drafts) =>
        InTransactionAsync(
            (scope, connection, transaction) =>
                scope.Get<PlaceMoneyHolds>().HandleAsync(connection, transaction, drafts, default),
            answer => answer.Failed
        );

    private Task<Result<IReadOnlyList<BookedEntry>>> PostAsync(MoneyHoldId id, long minor) =>
        InTransactionAsync(
            (scope, connection, transaction) =>
                scope
                    .Get<EndMoneyHolds>()
                    .PostAsync(
                        connection,
                        transaction,
                        [new MoneyHoldPosting(id, minor, "test.posted", "Posted")],
                        default
                    ),
            answer => answer.Failed
        );

    private Task<Result> VoidAsync(MoneyHoldId id) =>
        InTransactionAsync(
            (scope, connection, transaction) =>
                scope.Get<EndMoneyHolds>().VoidAsync(connection, transaction, [id], default),
            answer => answer.Failed
        );

    private async Task<T> InTransactionAsync<T>(
        Func<
            Microsoft.Extensions.DependencyInjection.AsyncServiceScope,
            NpgsqlConnection,
            NpgsqlTransaction,
            Task<T>
        > act,
        Func<T, bool> hasFailed
    )
    {
        await using var scope = Portal.Scope();
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        var answer = await act(scope, connection, transaction);
        if (!hasFailed(answer))
        {
            await transaction.CommitAsync();
        }

        return answer;
    }
}
