using System.Globalization;
using Portal.Core.Analytics;

namespace Portal.Api;

internal sealed record StatisticsAnswer(
    long TotalOrders,
    StatusCountsAnswer ByStatus,
    string Currency,
    decimal TotalRevenue,
    TodayAnswer Today,
    DateTimeOffset AsOf
)
{
    public static StatisticsAnswer Of(Fresh<OrderStatistics> found)
    {
        var (counts, today) = (found.Value.ByStatus, found.Value.Today);
        return new(
            counts.Total,
            new(
                counts.Pending,
                counts.Paying,
                counts.Completed,
                counts.Failed,
                counts.Cancelled,
                counts.Refunded
            ),
            found.Value.Revenue.Currency.Code,
            found.Value.Revenue.Major,
            new(today.Day, today.Placed, today.Completed, today.Failed, today.Revenue.Major),
            found.AsOf
        );
    }
}

internal sealed record StatusCountsAnswer(
    long Pending,
    long Paying,
    long Completed,
    long Failed,
    long Cancelled,
    long Refunded
);

/// <summary>Of the orders placed today, in the tenant's zone.</summary>
internal sealed record TodayAnswer(
    DateOnly Date,
    long OrderCount,
    long Completed,
    long Failed,
    decimal Revenue
);

/// <summary>A day as <c>/api/kpis/daily</c> has always shown it.</summary>
internal sealed record DailyKpis(
    DateOnly Date,
    decimal TotalRevenue,
    long OrderCount,
    decimal AverageOrderValue,
    long UniqueCustomers
)
{
    public static DailyKpis Of(DateOnly day, Kpis kpis) =>
        new(day, kpis.Revenue.Major, kpis.Orders, kpis.AverageOrderValue.Major, kpis.Customers);
}

/// <summary>A day with all its KPIs.</summary>
internal sealed record DayKpisAnswer(
    DateOnly Date,
    decimal TotalRevenue,
    long OrderCount,
    long SuccessfulOrders,
    long FailedOrders,
    decimal AverageOrderValue,
    decimal ConversionRate,
    long UniqueCustomers,
    decimal RefundAmount
)
{
    public static DayKpisAnswer Of(DateOnly day, Kpis kpis) =>
        new(
            day,
            kpis.Revenue.Major,
            kpis.Orders,
            kpis.Completed,
            kpis.Failed,
            kpis.AverageOrderValue.Major,
            kpis.ConversionPercent,
            kpis.Customers,
            kpis.RefundAmount.Major
        );
}

internal sealed record TotalKpis(
    decimal TotalRevenue,
    long OrderCount,
    long SuccessfulOrders,
    long FailedOrders,
    decimal AverageOrderValue,
    decimal ConversionRate,
    long UniqueCustomers,
    decimal RefundAmount
);

internal sealed record RangeKpis(
    DateOnly StartDate,
    DateOnly EndDate,
    string Currency,
    IEnumerable<DayKpisAnswer> Days,
    TotalKpis Total
)
{
    public static RangeKpis Of(KpiRange range) =>
        new(
            range.Days.First,
            range.Days.Last,
            range.Currency.Code,
            range.PerDay.Select(d => DayKpisAnswer.Of(d.Day, Kpis.Of(d.Counts, range.Currency))),
            new TotalKpis(
                range.Total.Revenue.Major,
                range.Total.Orders,
                range.Total.Completed,
                range.Total.Failed,
                range.Total.AverageOrderValue.Major,
                range.Total.ConversionPercent,
                range.Total.Customers,
                range.Total.RefundAmount.Major
            )
        );
}

internal sealed record MinuteAnswer(
    DateTimeOffset Minute,
    decimal Revenue,
    long Completed,
    long Failed
);

/// <param name="Revenue">Of the orders that completed in the last hour.</param>
internal sealed record RealtimeAnswer(
    decimal Revenue,
    long SuccessfulOrders,
    long FailedOrders,
    IReadOnlyList<MinuteAnswer> Minutes,
    DayKpisAnswer Today,
    DateTimeOffset AsOf,
    FiguresSource Source
);

internal sealed record CustomerAnswer(
    long Rank,
    long CustomerId,
    string CustomerName,
    long OrderCount,
    decimal TotalSpent
)
{
    public static CustomerAnswer Of(CustomerRank c) =>
        new(c.Rank, c.CustomerId, c.Name, c.Orders, c.Spent.Major);
}

internal sealed record PlaceAnswer(
    long Rank,
    long CustomerId,
    string CustomerName,
    long OrderCount,
    decimal TotalSpent,
    long TotalCustomers
);

/// <summary>The older shape of a day's board: ids are text there.</summary>
internal sealed record SpenderAnswer(long Rank, string CustomerId, decimal TotalSpent)
{
    public static SpenderAnswer Of(CustomerRank c) =>
        new(c.Rank, c.CustomerId.ToString(CultureInfo.InvariantCulture), c.Spent.Major);
}

internal sealed record ProductAnswer(
    long Rank,
    long ProductId,
    string Sku,
    string ProductName,
    long OrderCount,
    long QuantitySold,
    decimal TotalRevenue
)
{
    public static ProductAnswer Of(ProductRank p) =>
        new(p.Rank, p.ProductId, p.Sku, p.Name, p.Orders, p.Quantity, p.Revenue.Major);
}

internal sealed record DayReportAnswer(
    DayKpisAnswer Kpis,
    IEnumerable<SpenderAnswer> Leaderboard,
    DateOnly Date,
    DateTimeOffset GeneratedAt
);

internal sealed record RebuildAnswer(long JobId);
