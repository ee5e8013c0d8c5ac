using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>The figures of a day and the day before, with the boards of that day.</summary>
public sealed record DailyReport(
    DateOnly Day,
    Kpis Kpis,
    Kpis DayBefore,
    IReadOnlyList<CustomerRank> Customers,
    IReadOnlyList<ProductRank> Products,
    IReadOnlyList<FailureCount> Failures,
    DateTimeOffset AsOf
);

/// <summary>Puts a day's report together. Refuses without the right to see figures.</summary>
public sealed class DailyReports(FigureQueries figures, LeaderboardQueries boards)
{
    /// <param name="day">Null is yesterday, the last day that is over.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<Result<DailyReport>> OfAsync(DateOnly? day, CancellationToken ct)
    {
        var today = await figures.TodayAsync(ct);
        if (today.Failed)
        {
            return today.Error;
        }

        var date = day ?? today.Value.AddDays(-1);
        var (that, before) = (
            new DateRange(date, date),
            new DateRange(date.AddDays(-1), date.AddDays(-1))
        );
        var kpis = await figures.DayAsync(date, ct);
        var previous = await figures.DayAsync(before.First, ct);
        var customers = await boards.CustomersOfAsync(
            that,
            before,
            LeaderboardQueries.DefaultLimit,
            ct
        );
        var products = await boards.ProductsOfAsync(
            that,
            before,
            LeaderboardQueries.DefaultLimit,
            ct
        );
        var failures = await figures.FailuresAsync(that, ct);
        return new DailyReport(
            date,
            kpis.Value.Value,
            previous.Value.Value,
            customers.Value,
            products.Value,
            failures.Value,
            kpis.Value.AsOf
        );
    }
}
