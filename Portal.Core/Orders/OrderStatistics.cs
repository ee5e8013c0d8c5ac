using Portal.Core.Kernel;

namespace Portal.Core.Orders;

/// <summary>How many orders there are and what they brought. For a shop, of its own parts.</summary>
/// <param name="ByStatus">Every status, also those without orders.</param>
/// <param name="Revenue">Of completed orders, in the tenant's currency only; refunds are not taken off.</param>
/// <param name="Today">Of the orders placed on the tenant's current day.</param>
public sealed record OrderStatistics(
    IReadOnlyDictionary<OrderStatus, long> ByStatus,
    Money Revenue,
    OrdersOfDay Today
)
{
    public long Total => ByStatus.Values.Sum();
}

/// <param name="Placed">All of the day, whatever became of them.</param>
/// <param name="Revenue">Of the completed ones.</param>
public sealed record OrdersOfDay(
    DateOnly Day,
    long Placed,
    long Completed,
    long Failed,
    Money Revenue
);
