using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>How many orders there are and what they brought. For a shop, of its own parts.</summary>
/// <param name="Revenue">Of completed orders, in the tenant's currency only; refunds are not taken off.</param>
/// <param name="Today">Of the orders placed on the tenant's current day.</param>
public sealed record OrderStatistics(StatusCounts ByStatus, Money Revenue, OrdersOfDay Today);

/// <summary>Orders by status; those wholly refunded are counted there and not among the completed.</summary>
public sealed record StatusCounts(
    long Pending,
    long Paying,
    long Completed,
    long Failed,
    long Cancelled,
    long Refunded
)
{
    public long Total => Pending + Paying + Completed + Failed + Cancelled + Refunded;
}

/// <param name="Placed">All of the day, whatever became of them.</param>
/// <param name="Completed">Of those, completed; wholly refunded ones too.</param>
/// <param name="Failed">Of those, failed.</param>
/// <param name="Revenue">Of the completed ones.</param>
public sealed record OrdersOfDay(
    DateOnly Day,
    long Placed,
    long Completed,
    long Failed,
    Money Revenue
);
