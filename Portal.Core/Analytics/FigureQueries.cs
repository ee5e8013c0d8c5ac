using Npgsql;
using Portal.Core.Analytics.Boards;
using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>Reads KPIs: from Redis for the last 30 days, else from the rollups. Refuses without the right.</summary>
public sealed class FigureQueries(FigureAccess access, FigureBoards boards, TimeProvider clock)
{
    public const int RealtimeMinutes = 60;

    /// <summary>A range asked for by a program may not be longer; the page's presets are far below.</summary>
    public const int MaxRangeDays = 1_100;

    /// <summary>The tenant's business day now.</summary>
    public async Task<Result<DateOnly>> TodayAsync(CancellationToken ct)
    {
        var scope = await access.ScopeAsync(ct);
        return scope.Failed ? scope.Error : scope.Value.Tenant.DayOf(clock.GetUtcNow());
    }

    /// <summary>The KPIs of one day; zeros for a day without orders.</summary>
    public Task<Result<Fresh<Kpis>>> DayAsync(DateOnly day, CancellationToken ct) =>
        access.AskAsync<Fresh<Kpis>>(
            async scope =>
            {
                var days = await DaysAsync(scope, new DateRange(day, day), ct);
                var counts = days.Value.Count == 0 ? KpiCounts.None : days.Value[0].Counts;
                return new Fresh<Kpis>(
                    Kpis.Of(
                        await WithCustomersAsync(scope, counts, new(day, day), ct),
                        scope.Currency
                    ),
                    days.AsOf,
                    days.Source
                );
            },
            ct
        );

    /// <summary>The KPIs of a range: every day of it, also those without orders, and the whole.</summary>
    public Task<Result<Fresh<KpiRange>>> RangeAsync(DateRange range, CancellationToken ct) =>
        access.AskAsync<Fresh<KpiRange>>(
            async scope =>
            {
                var days = await DaysAsync(scope, range, ct);
                var known = days.Value.ToDictionary(d => d.Day);
                List<DayKpis> perDay =
                [
                    .. Enumerable
                        .Range(0, range.Days)
                        .Select(i => range.First.AddDays(i))
                        .Select(d => known.GetValueOrDefault(d) ?? new DayKpis(d, KpiCounts.None)),
                ];
                var sum = perDay.Aggregate(KpiCounts.None, (total, d) => total + d.Counts);
                var total = await WithCustomersAsync(scope, sum, range, ct);
                return new Fresh<KpiRange>(
                    new KpiRange(range, scope.Currency, perDay, Kpis.Of(total, scope.Currency)),
                    days.AsOf,
                    days.Source
                );
            },
            ct
        );

    /// <summary>
    /// A range whose last day counts only until a time of day: what a period that is not over is
    /// compared with. The part of the day is read from the orders as they stood then.
    /// </summary>
    public Task<Result<Kpis>> RangeUntilAsync(
        DateRange range,
        TimeSpan untilTimeOfDay,
        CancellationToken ct
    ) =>
        access.AskAsync<Kpis>(
            async scope =>
            {
                var from = scope.Tenant.StartOf(range.Last);
                var part = await access.ReadAsync(
                    scope,
                    FigureSql.PartOfDay,
                    r => Counts(r, 0),
                    ct,
                    from,
                    from + untilTimeOfDay
                );
                var counts = part[0];
                if (range.Days > 1)
                {
                    var whole = new DateRange(range.First, range.Last.AddDays(-1));
                    var days = await DaysAsync(scope, whole, ct);
                    var sum = days.Value.Aggregate(KpiCounts.None, (total, d) => total + d.Counts);
                    var customers = await access.ReadAsync(
                        scope,
                        FigureSql.CustomersUntil,
                        r => r.GetInt64(0),
                        ct,
                        whole.First,
                        whole.Last,
                        from.ToUniversalTime(),
                        (from + untilTimeOfDay).ToUniversalTime()
                    );
                    counts = (counts + sum) with { Customers = customers[0] };
                }

                return Kpis.Of(counts, scope.Currency);
            },
            ct
        );

    /// <summary>The last hour by minute, and today so far.</summary>
    public Task<Result<Fresh<RealtimeKpis>>> RealtimeAsync(CancellationToken ct) =>
        access.AskAsync<Fresh<RealtimeKpis>>(
            async scope =>
            {
                var now = clock.GetUtcNow();
                var today = scope.Tenant.DayOf(now);
                var days = await DaysAsync(scope, new DateRange(today, today), ct);
                var counts = days.Value.Count == 0 ? KpiCounts.None : days.Value[0].Counts;
                var todaySoFar = await WithCustomersAsync(scope, counts, new(today, today), ct);
                var minutes = scope.Single is { } shop
                    ? await boards.MinutesAsync(
                        scope.Tenant.Id,
                        shop,
                        scope.Currency,
                        RealtimeMinutes
                    )
                    : null;
                return new Fresh<RealtimeKpis>(
                    new RealtimeKpis(
                        scope.Currency,
                        minutes?.Value ?? await StoredMinutesAsync(scope, now, ct),
                        today,
                        Kpis.Of(todaySoFar, scope.Currency)
                    ),
                    days.AsOf,
                    minutes is null ? FiguresSource.PostgreSql : days.Source
                );
            },
            ct
        );

    /// <summary>Failed orders of the range by cause, most frequent first.</summary>
    public Task<Result<IReadOnlyList<FailureCount>>> FailuresAsync(
        DateRange range,
        CancellationToken ct
    ) =>
        access.AskAsync<IReadOnlyList<FailureCount>>(
            async scope =>
            {
                var currency = scope.Currency;
                return await ReadAsync(
                    scope,
                    FigureSql.Failures,
                    SeveralShopsSql.Failures,
                    r => new FailureCount(
                        r.GetString(0),
                        r.GetInt64(1),
                        new Money(r.GetInt64(2), currency)
                    ),
                    range,
                    ct
                );
            },
            ct
        );

    private async Task<Fresh<IReadOnlyList<DayKpis>>> DaysAsync(
        FigureScope scope,
        DateRange range,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var kept = scope.Tenant.DayOf(now).AddDays(1 - FigureKeys.DaysKept);
        if (scope.Single is { } shop && range.First >= kept)
        {
            var found = await boards.DaysAsync(
                scope.Tenant.Id,
                shop,
                scope.Currency,
                [.. Enumerable.Range(0, range.Days).Select(i => range.First.AddDays(i))]
            );
            if (found is not null)
            {
                return found;
            }
        }

        var stored = await ReadAsync(
            scope,
            FigureSql.Days,
            SeveralShopsSql.Days,
            r => new DayKpis(r.GetFieldValue<DateOnly>(0), Counts(r, 1)),
            range,
            ct
        );
        return new Fresh<IReadOnlyList<DayKpis>>(stored, now, FiguresSource.PostgreSql);
    }

    /// <summary>Reads days from the rollups, or for several shops from the orders.</summary>
    private Task<List<T>> ReadAsync<T>(
        FigureScope scope,
        string rollups,
        string several,
        Func<NpgsqlDataReader, T> row,
        DateRange range,
        CancellationToken ct
    ) =>
        scope.Single is null
            ? access.ReadAsync(
                scope,
                several,
                row,
                ct,
                range.First,
                range.Last,
                scope.Tenant.Zone.Id
            )
            : access.ReadAsync(scope, rollups, row, ct, range.First, range.Last);

    /// <summary>
    /// Days add up, customers do not: one who came on two days, or to two shops, is one customer.
    /// </summary>
    private async Task<KpiCounts> WithCustomersAsync(
        FigureScope scope,
        KpiCounts sum,
        DateRange range,
        CancellationToken ct
    )
    {
        if (sum.Customers == 0 || (range.Days == 1 && scope.Single is not null))
        {
            return sum;
        }

        var counted = await access.ReadAsync(
            scope,
            FigureSql.Customers,
            r => r.GetInt64(0),
            ct,
            range.First,
            range.Last
        );
        return sum with { Customers = counted[0] };
    }

    private async Task<IReadOnlyList<MinuteKpis>> StoredMinutesAsync(
        FigureScope scope,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var last = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 60 * 60);
        var first = last.AddMinutes(1 - RealtimeMinutes);
        var stored = await access.ReadAsync(
            scope,
            scope.Single is null ? SeveralShopsSql.Minutes : FigureSql.Minutes,
            r => new MinuteKpis(
                r.GetFieldValue<DateTimeOffset>(0),
                r.GetInt64(1),
                r.GetInt64(2),
                r.GetInt64(3)
            ),
            ct,
            first
        );
        var known = stored.ToDictionary(m => m.Minute);
        return
        [
            .. Enumerable
                .Range(0, RealtimeMinutes)
                .Select(i => first.AddMinutes(i))
                .Select(m => known.GetValueOrDefault(m) ?? new MinuteKpis(m, 0, 0, 0)),
        ];
    }

    private static KpiCounts Counts(NpgsqlDataReader r, int at) =>
        new(
            r.GetInt64(at),
            r.GetInt64(at + 1),
            r.GetInt64(at + 2),
            r.GetInt64(at + 3),
            r.GetInt64(at + 4),
            r.GetInt64(at + 5),
            r.GetInt64(at + 6)
        );
}
