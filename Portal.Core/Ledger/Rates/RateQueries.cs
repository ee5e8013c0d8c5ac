using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Rates;

/// <summary>Reference rates and what was exchanged. What people read refuses without the right.</summary>
public sealed class RateQueries(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TenantReader tenants,
    RateOptions options,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>Days with rates that are looked back on.</summary>
    public const int RecentDays = 90;

    public static readonly Currency Euro = Currency.Of("EUR");

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>By the newest day, up to <paramref name="day"/>, that has both currencies; null where there is none.</summary>
    public async Task<Rate?> BetweenAsync(
        Currency from,
        Currency to,
        DateOnly? day,
        CancellationToken ct
    )
    {
        if (from == to)
        {
            return new Rate(1, day ?? Today);
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(RatesSql.Between, connection)
        {
            Parameters =
            {
                SqlValue.Of(from.Code),
                SqlValue.Of(to.Code),
                new() { Value = day ?? Today.AddDays(1) },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new Rate(
                reader.GetDecimal(2) / reader.GetDecimal(1),
                reader.GetFieldValue<DateOnly>(0)
            )
            : null;
    }

    /// <summary>Every currency beside the base, by code. Refuses a base without rates.</summary>
    public async Task<Result<RateTable>> TableAsync(Currency @base, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var days = await RecentAsync(db, ct);
        if (days.Count == 0)
        {
            return new RateTable(@base, [], null, 0, IsStale: false, HasSource);
        }

        if (!days.Any(d => d.PerEuro.ContainsKey(@base)))
        {
            return RateErrors.UnknownCurrency(@base.Code);
        }

        var newest = days[^1].Day;
        var age = Math.Max(0, Today.DayNumber - newest.DayNumber);
        var currencies = days.SelectMany(d => d.PerEuro.Keys).Distinct().Where(c => c != @base);
        return new RateTable(
            @base,
            [
                .. currencies
                    .Select(c => RateOf(c, @base, days))
                    .OrderBy(r => r.Currency.Code, StringComparer.Ordinal),
            ],
            newest,
            age,
            age > options.StaleAfterDays,
            HasSource
        );
    }

    /// <summary>Day by day, the newest first. Refuses a pair that never had rates.</summary>
    public async Task<Result<IReadOnlyList<Rate>>> HistoryAsync(
        Currency currency,
        Currency @base,
        DateRange range,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var pair = db.ExchangeRates.Where(r => r.Currency == currency || r.Currency == @base);
        if (currency == @base || !await pair.AnyAsync(ct))
        {
            return RateErrors.UnknownCurrency(currency.Code);
        }

        var days = await DaysAsync(
            pair.Where(r => r.Day >= range.First && r.Day <= range.Last),
            ct
        );
        return days.Where(d => d.PerEuro.ContainsKey(currency) && d.PerEuro.ContainsKey(@base))
            .Select(d => new Rate(d.PerEuro[currency] / d.PerEuro[@base], d.Day))
            .Reverse()
            .ToList();
    }

    /// <summary>The newest first.</summary>
    public async Task<Result<Page<Exchange>>> ExchangesAsync(PageRequest page, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var total = await db.Exchanges.Take(PageRequest.CountLimit).CountAsync(ct);
        var rows = await db
            .Exchanges.AsNoTracking()
            .OrderByDescending(e => e.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<Exchange>(rows, total, total < PageRequest.CountLimit);
    }

    /// <summary>What the exchanges have won or lost by now.</summary>
    public async Task<Result<ExchangeResult>> ResultAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var balances = await (
            from account in db.LedgerAccounts
            join balance in db.AccountBalances on account.Id equals balance.AccountId
            where account.Kind == AccountKind.ForeignExchange && balance.Minor != 0
            orderby account.Currency
            select new { account.Currency, balance.Minor }
        ).ToListAsync(ct);
        var own = (await tenants.CurrentAsync(ct)).Currency;
        decimal? worth = 0;
        foreach (var balance in balances)
        {
            var rate = await BetweenAsync(balance.Currency, own, null, ct);
            worth -= new Money(balance.Minor, balance.Currency).Major * rate?.Value;
        }

        return new ExchangeResult(
            balances.ConvertAll(b => new Money(b.Minor, b.Currency)),
            worth is { } sum ? Money.FromMajor(sum, own) : null
        );
    }

    private bool HasSource => !string.IsNullOrWhiteSpace(options.Source);

    private static CurrencyRate RateOf(Currency currency, Currency @base, List<RateDay> days)
    {
        var rates = days.Where(d => d.PerEuro.ContainsKey(currency) && d.PerEuro.ContainsKey(@base))
            .Select(d => new Rate(d.PerEuro[currency] / d.PerEuro[@base], d.Day))
            .ToList();
        return new CurrencyRate(
            currency,
            rates[^1].Value,
            rates[^1].Day,
            rates.Count > 1 ? rates[^2].Value : null,
            rates.ConvertAll(r => r.Value)
        );
    }

    private static async Task<List<RateDay>> RecentAsync(PortalDbContext db, CancellationToken ct)
    {
        var days = db
            .ExchangeRates.Select(r => r.Day)
            .Distinct()
            .OrderByDescending(d => d)
            .Take(RecentDays);
        return await DaysAsync(db.ExchangeRates.Where(r => days.Contains(r.Day)), ct);
    }

    /// <summary>Oldest first, the euro among them.</summary>
    private static async Task<List<RateDay>> DaysAsync(
        IQueryable<ExchangeRate> rates,
        CancellationToken ct
    )
    {
        var rows = await rates
            .AsNoTracking()
            .OrderBy(r => r.Day)
            .Select(r => new
            {
                r.Day,
                r.Currency,
                r.PerEuro,
            })
            .ToListAsync(ct);
        return
        [
            .. rows.GroupBy(r => r.Day)
                .Select(g => new RateDay(
                    g.Key,
                    g.Select(r => KeyValuePair.Create(r.Currency, r.PerEuro))
                        .Append(KeyValuePair.Create(Euro, 1m))
                        .ToDictionary()
                )),
        ];
    }
}
