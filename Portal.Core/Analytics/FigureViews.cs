using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

public enum FiguresSource
{
    /// <summary>Counted in Redis, which the worker keeps up to date.</summary>
    Redis,

    /// <summary>Read from the rollups in PostgreSQL.</summary>
    PostgreSql,
}

/// <summary>A figure with when it was last known to be true and where it was read.</summary>
public sealed record Fresh<T>(T Value, DateTimeOffset AsOf, FiguresSource Source);

/// <summary>Counted facts of one day, or their sum over days; see <see cref="KpiDefinitions"/>.</summary>
public sealed record KpiCounts(
    long RevenueMinor,
    long PaidOrders,
    long Customers,
    long Completed,
    long Failed,
    long Refunds,
    long RefundMinor
)
{
    public static readonly KpiCounts None = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Customers are summed too, which counts one who came on two days twice: set them after.</summary>
    public static KpiCounts operator +(KpiCounts a, KpiCounts b) =>
        new(
            a.RevenueMinor + b.RevenueMinor,
            a.PaidOrders + b.PaidOrders,
            a.Customers + b.Customers,
            a.Completed + b.Completed,
            a.Failed + b.Failed,
            a.Refunds + b.Refunds,
            a.RefundMinor + b.RefundMinor
        );
}

/// <summary>The KPIs as people read them.</summary>
public sealed record Kpis(
    Money Revenue,
    long Orders,
    long Completed,
    long Failed,
    Money AverageOrderValue,
    decimal ConversionPercent,
    long Customers,
    Money RefundAmount,
    long Refunds,
    long PaidOrders
)
{
    /// <summary>The one place where averages and shares are rounded: to the currency's decimals, and to 0.01 %.</summary>
    public static Kpis Of(KpiCounts counts, Currency currency)
    {
        var ended = counts.Completed + counts.Failed;
        return new Kpis(
            new Money(counts.RevenueMinor, currency),
            ended,
            counts.Completed,
            counts.Failed,
            counts.PaidOrders == 0
                ? Money.Zero(currency)
                : Money.FromMajor(
                    new Money(counts.RevenueMinor, currency).Major / counts.PaidOrders,
                    currency
                ),
            ended == 0
                ? 0
                : Math.Round(100m * counts.Completed / ended, 2, MidpointRounding.AwayFromZero)
                    + 0.00m,
            counts.Customers,
            new Money(counts.RefundMinor, currency),
            counts.Refunds,
            counts.PaidOrders
        );
    }
}

public sealed record DayKpis(DateOnly Day, KpiCounts Counts);

public sealed record MinuteKpis(
    DateTimeOffset Minute,
    long RevenueMinor,
    long Completed,
    long Failed
);

public sealed record BoardEntry(long Rank, long Member, long Score);

public sealed record BoardPage(IReadOnlyList<BoardEntry> Entries, long Size);

/// <param name="Rank">From 1; equal scores share the best of their ranks. Null: not on the board.</param>
public sealed record BoardRank(long? Rank, long Score, long Size);

/// <summary>A range of days: each day, and the whole.</summary>
public sealed record KpiRange(
    DateRange Days,
    Currency Currency,
    IReadOnlyList<DayKpis> PerDay,
    Kpis Total
);

/// <summary>The last hour and today so far.</summary>
public sealed record RealtimeKpis(
    Currency Currency,
    IReadOnlyList<MinuteKpis> Minutes,
    DateOnly Today,
    Kpis TodaySoFar
);

/// <summary>A row of the customer board.</summary>
/// <param name="Change">Ranks won since the period before; null when new or not compared.</param>
public sealed record CustomerRank(
    long Rank,
    long CustomerId,
    string Name,
    long Orders,
    Money Spent,
    long? Change = null
);

/// <summary>A row of the product board.</summary>
public sealed record ProductRank(
    long Rank,
    long ProductId,
    string Sku,
    string Name,
    long Orders,
    long Quantity,
    Money Revenue,
    long? Change = null
);

/// <summary>Orders that failed for one cause.</summary>
public sealed record FailureCount(string Code, long Orders, Money Lost);

/// <summary>One customer on the board.</summary>
/// <param name="Customer">Rank, orders and what they spent.</param>
/// <param name="BoardSize">Customers on the board.</param>
public sealed record CustomerPlace(CustomerRank Customer, long BoardSize);

/// <summary>The last comparison of figures and facts, for the stamp of the dashboard.</summary>
/// <param name="Differences">What differed, and was put right.</param>
public sealed record CheckSummary(DateTimeOffset CheckedAt, long Compared, long Differences);
