using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics;

/// <summary>
/// What every row of a rollup has: whose figures it holds, in which currency, and the revision that
/// wrote it last. Rows are written by SQL only: <see cref="FoldSql"/> and <see cref="RecomputeSql"/>.
/// </summary>
public abstract class RollupRow : ITenantOwned
{
    public TenantId TenantId { get; set; }

    /// <summary>The shop whose share of the orders is counted; 0 is the whole tenant.</summary>
    public SellerId SellerId { get; init; }

    public Currency Currency { get; init; }

    /// <summary>Grows with every batch; what Redis has not seen yet has a higher one than Redis.</summary>
    public long Revision { get; init; }
}

/// <summary>The KPIs of one business day; <see cref="KpiDefinitions"/> says what each counts.</summary>
public sealed class DailyFigure : RollupRow
{
    public DateOnly Day { get; init; }

    public long RevenueMinor { get; init; }

    /// <summary>Completed orders by the day they were placed: the orders behind the revenue.</summary>
    public long PaidOrders { get; init; }

    public long Customers { get; init; }

    /// <summary>Completed orders by the day they ended.</summary>
    public long Completed { get; init; }

    public long Failed { get; init; }

    public long Refunds { get; init; }

    public long RefundMinor { get; init; }
}

/// <summary>Orders that failed on a day, by cause.</summary>
public sealed class DailyFailure : RollupRow
{
    public DateOnly Day { get; init; }

    public required string Code { get; init; }

    public long Orders { get; init; }

    public long LostMinor { get; init; }
}

/// <summary>What one customer bought.</summary>
public abstract class CustomerFigure : RollupRow
{
    public long CustomerId { get; init; }

    public long Orders { get; init; }

    public long SpentMinor { get; init; }
}

/// <summary>On one day (placed, completed).</summary>
public sealed class DailyCustomer : CustomerFigure
{
    public DateOnly Day { get; init; }
}

/// <summary>So far: the sum of their days.</summary>
public sealed class CustomerTotal : CustomerFigure;

/// <summary>What was sold of one product. A product has one shop, so there is no row for the whole tenant.</summary>
public abstract class ProductFigure : RollupRow
{
    public long ProductId { get; init; }

    public long Orders { get; init; }

    public long Quantity { get; init; }

    public long RevenueMinor { get; init; }
}

/// <summary>On one day.</summary>
public sealed class DailyProduct : ProductFigure
{
    public DateOnly Day { get; init; }
}

/// <summary>So far: the sum of its days.</summary>
public sealed class ProductTotal : ProductFigure;

/// <summary>Orders by the minute they ended, of the last two days: the moving window of now.</summary>
public sealed class MinuteFigure : RollupRow
{
    public DateTimeOffset Minute { get; init; }

    public long RevenueMinor { get; init; }

    public long Completed { get; init; }

    public long Failed { get; init; }
}

public readonly record struct FiguresCheckId(long Value) : IEntityId<FiguresCheckId>
{
    public static FiguresCheckId From(long value) => new(value);
}

/// <summary>One comparison of the figures with the facts they come from; what differed was put right.</summary>
public sealed class FiguresCheck : ITenantOwned
{
    public FiguresCheckId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public DateTimeOffset CheckedAt { get; init; }

    public int Milliseconds { get; init; }

    /// <summary>Rollup rows looked at.</summary>
    public long Compared { get; init; }

    /// <summary>Rollup rows that differed from the orders.</summary>
    public long RollupDifferences { get; init; }

    /// <summary>Entries of Redis that differed from the rollups; null when Redis was away.</summary>
    public long? RedisDifferences { get; init; }
}
