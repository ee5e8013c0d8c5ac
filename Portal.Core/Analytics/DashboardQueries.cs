using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>Everything the dashboard shows of a range of days.</summary>
/// <param name="Now">The range itself.</param>
/// <param name="Before">The compared days, for the charts; null without a comparison.</param>
/// <param name="BeforeTotal">What the tiles are compared with: the compared days, cut at <paramref name="ComparedUntil"/>.</param>
/// <param name="ComparedUntil">Time of day at which both periods are cut, while the range is not over; null when it is.</param>
/// <param name="LastCheck">The last comparison with the orders; null before the first.</param>
public sealed record DashboardView(
    DateOnly Today,
    Fresh<KpiRange> Now,
    KpiRange? Before,
    Kpis? BeforeTotal,
    TimeOnly? ComparedUntil,
    IReadOnlyList<FailureCount> Failures,
    IReadOnlyList<CustomerRank> Customers,
    IReadOnlyList<ProductRank> Products,
    CheckSummary? LastCheck
);

/// <summary>Puts the dashboard together. Refuses without the right to see figures.</summary>
public sealed class DashboardQueries(
    FigureQueries figures,
    LeaderboardQueries boards,
    FigureAccess access,
    TimeProvider clock
)
{
    public const int BoardRows = 10;

    /// <param name="days">The business days to show.</param>
    /// <param name="compared">Days of the same number to compare with; null is no comparison.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<Result<DashboardView>> ReadAsync(
        DateRange days,
        DateRange? compared,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var (tenant, now) = (scope.Value.Tenant, clock.GetUtcNow());
        var today = tenant.DayOf(now);
        var soFar = days.Last == today ? now - tenant.StartOf(today) : (TimeSpan?)null;
        var range = await figures.RangeAsync(days, ct);
        var (before, beforeTotal) = await BeforeAsync(compared, soFar, ct);
        var reference = compared ?? days.Previous();
        var failures = await figures.FailuresAsync(days, ct);
        var customers = await boards.CustomersOfAsync(days, reference, BoardRows, ct);
        var products = await boards.ProductsOfAsync(days, reference, BoardRows, ct);
        var checks = await access.ReadAsync(
            scope.Value,
            FigureSql.LastCheck,
            r => new CheckSummary(r.GetFieldValue<DateTimeOffset>(0), r.GetInt64(1), r.GetInt64(2)),
            ct
        );
        return new DashboardView(
            today,
            range.Value,
            before,
            beforeTotal,
            soFar is { } time && compared is not null
                ? TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, tenant.Zone).DateTime)
                : null,
            failures.Value,
            customers.Value,
            products.Value,
            checks.Count > 0 ? checks[0] : null
        );
    }

    private async Task<(KpiRange? Days, Kpis? Total)> BeforeAsync(
        DateRange? compared,
        TimeSpan? soFar,
        CancellationToken ct
    )
    {
        if (compared is not { } days)
        {
            return (null, null);
        }

        var range = await figures.RangeAsync(days, ct);
        if (soFar is not { } time)
        {
            return (range.Value.Value, range.Value.Value.Total);
        }

        var cut = await figures.RangeUntilAsync(days, time, ct);
        return (range.Value.Value, cut.Value);
    }
}
