using System.Globalization;
using Portal.Core.Analytics;
using Portal.Core.Kernel;
using Portal.Edge;

namespace Portal.Api;

/// <summary>KPIs and leaderboards, in the shapes programs of the source systems already read.</summary>
internal static class AnalyticsApi
{
    private const string Tag = "Analytics";

    public static void MapAnalyticsApi(this RouteGroupBuilder api)
    {
        Read(api, "/stats", StatisticsAsync, "Order statistics: totals by status, revenue, today");
        Read(api, "/kpis/daily", DailyAsync, "One day's KPIs; today when no date is given");
        Read(api, "/kpis/range", RangeAsync, "KPIs per day and in total");
        Read(api, "/kpis/realtime", RealtimeAsync, "The last hour by minute, and today so far");
        Read(api, "/leaderboard/customers", CustomersAsync, "Customers by what they spent");
        Read(api, "/leaderboard/customers/{id}/rank", RankAsync, "Where one customer stands");
        Read(api, "/leaderboard/products", ProductsAsync, "Products by quantity sold");
        Read(api, "/v1/analytics/daily/{date}", DayReportAsync, "A day's KPIs and top customers");
        Read(api, "/v1/analytics/leaderboard/{date}", DayBoardAsync, "A day's top customers");
        Read(api, "/v1/analytics/kpis", KpisAsync, "KPIs of a range; it ends today by default");
        api.MapPost("/leaderboard/rebuild", RebuildAsync)
            .RequirePermission(AnalyticsPermissions.Rebuild)
            .Produces<ApiAnswer<RebuildAnswer>>(StatusCodes.Status202Accepted)
            .WithSummary("Write the leaderboards anew in the background")
            .WithTags(Tag);
    }

    private static void Read(RouteGroupBuilder api, string path, Delegate answer, string summary) =>
        api.MapGet(path, answer)
            .RequirePermission(AnalyticsPermissions.Read)
            .WithSummary(summary)
            .WithDescription(
                string.Join(' ', KpiDefinitions.All.Select(d => $"`{d.Key}`: {d.Meaning}"))
            )
            .WithTags(Tag);

    private static async Task<Answer<StatisticsAnswer>> StatisticsAsync(
        OrderStatisticsQueries statistics,
        CancellationToken ct
    ) => (await statistics.ReadAsync(ct)).ToApi(StatisticsAnswer.Of);

    private static async Task<Answer<DailyKpis>> DailyAsync(
        string? date,
        FigureQueries figures,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var day = date is null ? await input.TodayAsync(figures, ct) : input.Day("date", date);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await figures.DayAsync(day, ct);
        return found.ToApi(f => DailyKpis.Of(day, f.Value));
    }

    private static async Task<Answer<RangeKpis>> RangeAsync(
        string? start_date,
        string? end_date,
        FigureQueries figures,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var today = await input.TodayAsync(figures, ct);
        var range = input.Range(start_date, end_date, today);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await figures.RangeAsync(range, ct);
        return found.ToApi(f => RangeKpis.Of(f.Value));
    }

    private static async Task<Answer<RealtimeAnswer>> RealtimeAsync(
        FigureQueries figures,
        CancellationToken ct
    )
    {
        var found = await figures.RealtimeAsync(ct);
        return found.ToApi(f => new RealtimeAnswer(
            new Money(f.Value.Minutes.Sum(m => m.RevenueMinor), f.Value.Currency).Major,
            f.Value.Minutes.Sum(m => m.Completed),
            f.Value.Minutes.Sum(m => m.Failed),
            [
                .. f.Value.Minutes.Select(m => new MinuteAnswer(
                    m.Minute,
                    new Money(m.RevenueMinor, f.Value.Currency).Major,
                    m.Completed,
                    m.Failed
                )),
            ],
            DayKpisAnswer.Of(f.Value.Today, f.Value.TodaySoFar),
            f.AsOf,
            f.Source
        ));
    }

    private static async Task<Answer<IEnumerable<CustomerAnswer>>> CustomersAsync(
        string? limit,
        LeaderboardQueries boards,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var rows = input.Limit(limit);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await boards.CustomersAsync(0, rows, ct);
        return found.ToApi(f => f.Value.Select(CustomerAnswer.Of));
    }

    private static async Task<Answer<PlaceAnswer>> RankAsync(
        string id,
        LeaderboardQueries boards,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var customer = input.Id("id", id);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await boards.CustomerPlaceAsync(customer, ct);
        return found.ToApi(f => new PlaceAnswer(
            f.Value.Customer.Rank,
            f.Value.Customer.CustomerId,
            f.Value.Customer.Name,
            f.Value.Customer.Orders,
            f.Value.Customer.Spent.Major,
            f.Value.BoardSize
        ));
    }

    private static async Task<Answer<IEnumerable<ProductAnswer>>> ProductsAsync(
        string? limit,
        LeaderboardQueries boards,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var rows = input.Limit(limit);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await boards.ProductsAsync(rows, ct);
        return found.ToApi(f => f.Value.Select(ProductAnswer.Of));
    }

    private static async Task<Answer<DayReportAnswer>> DayReportAsync(
        string date,
        FigureQueries figures,
        LeaderboardQueries boards,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var day = input.Day("date", date);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var kpis = await figures.DayAsync(day, ct);
        var board = await boards.CustomersOfDayAsync(day, LeaderboardQueries.DefaultLimit, ct);
        return kpis.Failed
            ? kpis.Error.ToHttp()
            : board.ToApi(b => new DayReportAnswer(
                DayKpisAnswer.Of(day, kpis.Value.Value),
                b.Value.Select(SpenderAnswer.Of),
                day,
                clock.GetUtcNow()
            ));
    }

    private static async Task<Answer<IEnumerable<SpenderAnswer>>> DayBoardAsync(
        string date,
        string? limit,
        LeaderboardQueries boards,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var (day, rows) = (input.Day("date", date), input.Limit(limit));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await boards.CustomersOfDayAsync(day, rows, ct);
        return found.ToApi(f => f.Value.Select(SpenderAnswer.Of));
    }

    private static async Task<Answer<IEnumerable<DayKpisAnswer>>> KpisAsync(
        string? start_date,
        string? end_date,
        FigureQueries figures,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var today = await input.TodayAsync(figures, ct);
        var range = input.Range(
            start_date,
            end_date ?? today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            today
        );
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var found = await figures.RangeAsync(range, ct);
        return found.ToApi(f =>
            f.Value.PerDay.Select(d => DayKpisAnswer.Of(d.Day, Kpis.Of(d.Counts, f.Value.Currency)))
        );
    }

    private static async Task<IResult> RebuildAsync(RequestRebuild rebuild, CancellationToken ct)
    {
        var asked = await rebuild.HandleAsync(new RequestRebuildCommand(), ct);
        return asked.Failed
            ? asked.Error.ToHttp()
            : ApiAnswers.Accepted(new RebuildAnswer(asked.Value.Value));
    }
}
