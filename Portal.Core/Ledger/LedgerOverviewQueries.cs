using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Holds;
using Portal.Core.Ledger.Seals;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>All accounts of one kind and currency together, as people read them.</summary>
public sealed record KindBalance(AccountKind Kind, long Accounts, Money Balance, Money Held);

/// <summary>What came in and went out through the gateways on a business day.</summary>
public sealed record MovedDay(DateOnly Day, Money In, Money Out);

/// <summary>The money of one currency. Currencies are never added up.</summary>
/// <param name="Moved">Every day asked for, also those on which nothing moved.</param>
public sealed record CurrencyPosition(
    Currency Currency,
    IReadOnlyList<KindBalance> Kinds,
    IReadOnlyList<MovedDay> Moved
)
{
    /// <summary>What the kinds of one standing come to.</summary>
    public Money Of(AccountStanding standing) =>
        Kinds
            .Where(k => AccountChart.StandingOf(k.Kind) == standing)
            .Aggregate(Money.Zero(Currency), (sum, k) => sum + k.Balance);
}

/// <summary>The first page of finance.</summary>
/// <param name="Currencies">The tenant's own first.</param>
/// <param name="Holds">Pending ones by currency and age.</param>
/// <param name="LastSeal">Null before the first day is sealed.</param>
/// <param name="LastVerification">Null before the first.</param>
public sealed record LedgerOverview(
    DateRange Days,
    IReadOnlyList<CurrencyPosition> Currencies,
    IReadOnlyList<AgedHolds> Holds,
    SealSummary? LastSeal,
    VerificationSummary? LastVerification
);

/// <summary>Puts the first page of finance together. Refuses without the right.</summary>
public sealed class LedgerOverviewQueries(
    PortalConnections connections,
    MoneyHoldQueries holds,
    SealQueries seals,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <param name="days">Business days whose movements are shown; balances are as of now.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<Result<LedgerOverview>> ReadAsync(DateRange days, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        var kinds = await KindsAsync(tenant, ct);
        var moved = await MovedAsync(tenant, days, ct);
        var aged = await holds.AgedAsync(ct);
        var lastSeals = await seals.ListAsync(new PageRequest(Size: 1), ct);
        var lastVerifications = await seals.VerificationsAsync(1, ct);
        return new LedgerOverview(
            days,
            [
                .. kinds
                    .GroupBy(k => k.Balance.Currency)
                    .OrderByDescending(g => g.Key == tenant.Currency)
                    .ThenBy(g => g.Key.Code, StringComparer.Ordinal)
                    .Select(g => new CurrencyPosition(
                        g.Key,
                        [.. g.OrderBy(k => k.Kind)],
                        EveryDay(days, g.Key, moved)
                    )),
            ],
            aged.Value,
            lastSeals.Value.Rows is [var seal, ..] ? seal : null,
            lastVerifications.Value is [var verification, ..] ? verification : null
        );
    }

    private Task<List<KindBalance>> KindsAsync(TenantSnapshot tenant, CancellationToken ct) =>
        connections.ReadAsync(
            LedgerReadSql.BalancesByKind,
            [SqlValue.Of(tenant.Id.Value)],
            r =>
            {
                var currency = Currency.Of(r.GetString(1));
                return new KindBalance(
                    SnakeCase.ToEnum<AccountKind>(r.GetString(0)),
                    r.GetInt64(2),
                    new Money(r.GetInt64(3), currency),
                    new Money(r.GetInt64(4), currency)
                );
            },
            ct
        );

    private Task<List<MovedDay>> MovedAsync(
        TenantSnapshot tenant,
        DateRange days,
        CancellationToken ct
    ) =>
        connections.ReadAsync(
            LedgerReadSql.MovedByDay,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(tenant.StartOf(days.First)),
                SqlValue.Of(tenant.StartOf(days.Last.AddDays(1))),
                SqlValue.Of(tenant.Zone.Id),
            ],
            r =>
            {
                var currency = Currency.Of(r.GetString(0));
                return new MovedDay(
                    r.GetFieldValue<DateOnly>(1),
                    new Money(r.GetInt64(2), currency),
                    new Money(r.GetInt64(3), currency)
                );
            },
            ct
        );

    private static IReadOnlyList<MovedDay> EveryDay(
        DateRange days,
        Currency currency,
        List<MovedDay> moved
    )
    {
        var byDay = moved.Where(m => m.In.Currency == currency).ToDictionary(m => m.Day);
        var nothing = Money.Zero(currency);
        return
        [
            .. Enumerable
                .Range(0, days.Days)
                .Select(days.First.AddDays)
                .Select(day => byDay.GetValueOrDefault(day) ?? new MovedDay(day, nothing, nothing)),
        ];
    }
}
