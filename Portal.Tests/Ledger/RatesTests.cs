using System.Globalization;
using System.Text;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Rates;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

/// <summary>Reference rates come in, are looked up, and exchanges are held against them.</summary>
public sealed class RatesTests : PortalTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");
    private static readonly Currency Dollars = Currency.Of("USD");
    private static readonly Currency Yen = Currency.Of("JPY");

    private static readonly DateOnly Yesterday = DateOnly
        .FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)
        .AddDays(-1);

    private PersonId _finance;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _finance = await Portal.AddPersonAsync(
            "finance@example.com",
            BuiltInRoles.FinanceAdmin,
            Portal.Tenant
        );
    }

    [Fact]
    public async Task File_IsTaken_AndTakenAgain_AddsNothing()
    {
        var file = File(
            (Yesterday.AddDays(-1), "GBP 0.8600 USD 1.1000"),
            (Yesterday, "GBP 0.8700")
        );

        var first = await TakeAsync(file);
        var again = await TakeAsync(file);

        Assert.Equal(new RatesTaken(2, 3, 3, 0, Yesterday), first.Value);
        Assert.Equal(new RatesTaken(2, 3, 0, 0, Yesterday), again.Value);
    }

    [Fact]
    public async Task RateKnownWithAnotherValue_StaysAsItWas()
    {
        await TakeAsync(File((Yesterday, "GBP 0.8700")));

        var taken = await TakeAsync(File((Yesterday, "GBP 0.9900 USD 1.1000")));

        Assert.Equal((1, 1), (taken.Value.Added, taken.Value.Differing));
        Assert.Equal(0.87m, (await BetweenAsync(RateQueries.Euro, Pounds))!.Value);
    }

    [Theory]
    [InlineData("not xml at all")]
    [InlineData("<Envelope><Cube/></Envelope>")]
    [InlineData("<Cube><Cube currency='USD' rate='1.1'/></Cube>")]
    [InlineData("<Cube><Cube time='2025-02-30'><Cube currency='USD' rate='1.1'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2025-02-03'><Cube currency='USD' rate='-1.1'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2025-02-03'><Cube currency='USD' rate='1,1'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2025-02-03'><Cube currency='USD'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2999-02-03'><Cube currency='USD' rate='1.1'/></Cube></Cube>")]
    [InlineData(
        "<Cube><Cube time='2025-02-03'><Cube currency='USD' rate='1'/><Cube currency='USD' rate='2'/></Cube></Cube>"
    )]
    [InlineData(
        "<Cube><Cube time='2025-02-03'><Cube currency='USD' rate='1'/></Cube><Cube time='2025-02-03'/></Cube>"
    )]
    [InlineData(
        "<!DOCTYPE a [<!ENTITY b 'c'>]><Cube><Cube time='2025-02-03'><Cube currency='USD' rate='1'/></Cube></Cube>"
    )]
    [InlineData("<Cube><Cube time='2025-02-03'><Cube currency='USD' rate='1.1'/>")]
    public async Task FileThatIsNone_IsRefused_AndNothingIsKept(string file)
    {
        var taken = await TakeAsync(file);

        Assert.Equal("rates.unreadable", taken.Error.Code);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM ledger.exchange_rates")
        );
    }

    [Fact]
    public async Task CurrencyThatIsNoMore_IsLeftOut()
    {
        var taken = await TakeAsync(File((Yesterday, "GBP 0.8700 CYP 0.5800")));

        Assert.Equal(1, taken.Value.Added);
    }

    [Fact]
    public async Task PairWithoutTheEuro_CrossesOverIt_ByTheNewestDayThatHasBoth()
    {
        await TakeAsync(
            File((Yesterday.AddDays(-3), "GBP 0.8000 USD 1.2000"), (Yesterday, "USD 1.3000"))
        );

        var rate = await BetweenAsync(Pounds, Dollars);

        Assert.Equal(new Rate(1.5m, Yesterday.AddDays(-3)), rate);
        Assert.Null(await BetweenAsync(Pounds, Yen));
    }

    [Fact]
    public async Task FinanceOfATenant_MayNotTakeRatesForEverybody()
    {
        await using var scope = Portal.ScopeOf(_finance, Portal.Tenant);
        await using var stream = Stream(File((Yesterday, "GBP 0.9")));

        var taken = await scope.Get<TakeRates>().HandleAsync(new(stream, "mine"), default);

        Assert.Equal(Error.Forbidden, taken.Error);
    }

    [Fact]
    public async Task RatesOldByDays_AreShownAsStale()
    {
        await TakeAsync(File((Yesterday.AddDays(-30), "GBP 0.8700 USD 1.1")));

        await using var scope = Portal.ScopeOf(_finance, Portal.Tenant);

        var table = await scope.Get<RateQueries>().TableAsync(Pounds, default);

        Assert.True(table.Value.IsStale);
        Assert.Equal(31, table.Value.AgeDays);
        Assert.Equal(["EUR", "USD"], table.Value.Rates.Select(r => r.Currency.Code));
    }

    [Fact]
    public async Task Exchange_MovesTheBank_AndItsResultIsWhatTheBankKept()
    {
        await TakeAsync(File((Yesterday, "GBP 0.8000")));

        var booked = await ExchangeAsync("a", new(80_000, Pounds), new(99_000, RateQueries.Euro));

        Assert.False(booked.Failed);
        Assert.Equal(-80_000, await BalanceAsync(AccountKind.Bank, "GBP"));
        Assert.Equal(99_000, await BalanceAsync(AccountKind.Bank, "EUR"));
        await using var scope = Portal.ScopeOf(_finance, Portal.Tenant);
        var exchanged = await scope.Get<RateQueries>().ResultAsync(default);
        Assert.Equal(new Money(-800, Pounds), exchanged.Value.Gain);
    }

    [Fact]
    public async Task SameRequestTwiceAtOnce_IsOneExchange()
    {
        await TakeAsync(File((Yesterday, "GBP 0.8000")));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    ExchangeAsync("a", new(80_000, Pounds), new(100_000, RateQueries.Euro))
                )
        );

        Assert.Contains(answers, a => !a.Failed);
        Assert.All(answers.Where(a => a.Failed), a => Assert.Equal(RateErrors.KeyReused, a.Error));
        Assert.Equal(-80_000, await BalanceAsync(AccountKind.Bank, "GBP"));
    }

    [Theory]
    [InlineData(0, 100_000, "invalid_input")]
    [InlineData(80_000, -1, "invalid_input")]
    [InlineData(80_000, 200_000, "rates.far_from_reference")]
    [InlineData(80_000, 1_000, "rates.far_from_reference")]
    public async Task ExchangeThatCannotBe_IsRefused_AndNothingMoves(
        long pounds,
        long euros,
        string code
    )
    {
        await TakeAsync(File((Yesterday, "GBP 0.8000")));

        var exchanged = await ExchangeAsync("a", new(pounds, Pounds), new(euros, RateQueries.Euro));

        Assert.Equal(code, exchanged.Error.Code);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM ledger.exchanges")
        );
        Assert.Equal(0, await Portal.AdminScalarAsync<long>("SELECT count(*) FROM ledger.entries"));
    }

    [Fact]
    public async Task ExchangeWithoutAReference_OrOfOneCurrency_IsRefused()
    {
        var unknown = await ExchangeAsync("a", new(1_000, Pounds), new(1_000, Dollars));
        var same = await ExchangeAsync("b", new(1_000, Pounds), new(1_000, Pounds));

        Assert.Equal("rates.no_rate", unknown.Error.Code);
        Assert.Equal(RateErrors.SameCurrency, same.Error);
    }

    private async Task<Result<RatesTaken>> TakeAsync(string file)
    {
        await using var scope = Portal.Scope(Portal.Tenant);
        await using var stream = Stream(file);
        return await scope.Get<TakeRates>().HandleAsync(new(stream, "rates.xml"), default);
    }

    private async Task<Rate?> BetweenAsync(Currency from, Currency to)
    {
        await using var scope = Portal.Scope(Portal.Tenant);
        return await scope.Get<RateQueries>().BetweenAsync(from, to, null, default);
    }

    private async Task<Result<ExchangeId>> ExchangeAsync(string key, Money from, Money to)
    {
        await using var scope = Portal.ScopeOf(_finance, Portal.Tenant);
        return await scope.Get<ExchangeMoney>().HandleAsync(new(key, from, to, "FX 4711"), default);
    }

    private Task<long> BalanceAsync(AccountKind kind, string currency) =>
        Portal.AdminScalarAsync<long>(
            $"""
            SELECT b.minor FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id
            WHERE a.kind = '{(
                kind is AccountKind.Bank ? "bank" : "foreign_exchange"
            )}' AND a.currency = '{currency}'
            """
        );

    /// <summary>As the European Central Bank lays its files out.</summary>
    private static string File(params (DateOnly Day, string Rates)[] days)
    {
        var xml = new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
            <gesmes:subject>Reference rates</gesmes:subject><Cube>
            """
        );
        foreach (var (day, rates) in days)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Cube time='{day:yyyy-MM-dd}'>");
            foreach (var pair in rates.Split(' ').Chunk(2))
            {
                xml.Append(
                    CultureInfo.InvariantCulture,
                    $"<Cube currency='{pair[0]}' rate='{pair[1]}'/>"
                );
            }

            xml.Append("</Cube>");
        }

        return xml.Append("</Cube></gesmes:Envelope>").ToString();
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
