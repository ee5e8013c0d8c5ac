using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>A line as far as stock is concerned.</summary>
public readonly record struct DemandedLine(long? ProductId, string Sku, int Quantity);

/// <summary>A pending order a worker has locked.</summary>
/// <param name="Attempt">The try this is, from 1.</param>
/// <param name="Gateway">Of the way to pay the buyer chose; null for the usual one.</param>
public sealed record ClaimedOrder(
    long Id,
    TenantId Tenant,
    int Attempt,
    Money Total,
    IReadOnlyList<DemandedLine> Lines,
    string? Gateway = null
);

/// <summary>Why an order gets no stock.</summary>
public sealed record ReservationRefusal(string Code, string Detail);

/// <summary>Whether one order gets its stock.</summary>
/// <param name="Order">The order.</param>
/// <param name="Refusal">None when all of it is there.</param>
public sealed record ReservationDecision(ClaimedOrder Order, ReservationRefusal? Refusal);

/// <summary>
/// Who gets the stock there is: orders in the given order, each all or nothing. What one takes is
/// gone for those after it; what a refused one wanted is not.
/// </summary>
public static class ReservationPolicy
{
    /// <param name="orders">Oldest first.</param>
    /// <param name="available">Pieces per product that may be taken; a missing product has none and is not known.</param>
    public static IReadOnlyList<ReservationDecision> Decide(
        IEnumerable<ClaimedOrder> orders,
        IReadOnlyDictionary<long, int> available
    )
    {
        var left = new Dictionary<long, int>(available);
        var decisions = new List<ReservationDecision>();
        foreach (var order in orders)
        {
            var refusal = RefusalOf(order, left);
            if (refusal is null)
            {
                foreach (var (product, quantity) in DemandOf(order))
                {
                    left[product] -= (int)quantity;
                }
            }

            decisions.Add(new ReservationDecision(order, refusal));
        }

        return decisions;
    }

    /// <summary>Pieces per product: two lines of one product are one demand. Lines without a product demand nothing.</summary>
    public static IEnumerable<(long ProductId, long Quantity)> DemandOf(ClaimedOrder order) =>
        order.Lines is [{ ProductId: { } only } line]
            ? [(only, line.Quantity)]
            : order
                .Lines.Where(l => l.ProductId is not null)
                .GroupBy(l => l.ProductId!.Value)
                .Select(g => (g.Key, g.Sum(l => (long)l.Quantity)));

    private static ReservationRefusal? RefusalOf(ClaimedOrder order, Dictionary<long, int> left)
    {
        foreach (var line in order.Lines)
        {
            if (line.ProductId is not { } product || !left.ContainsKey(product))
            {
                return new(OrderFailures.ProductUnknown, $"{line.Sku} has no stock record.");
            }
        }

        foreach (var (product, quantity) in DemandOf(order))
        {
            if (left[product] < quantity)
            {
                var sku = order.Lines.First(l => l.ProductId == product).Sku;
                return new(
                    OrderFailures.OutOfStock,
                    $"{sku}: {quantity} wanted, {left[product]} left."
                );
            }
        }

        return null;
    }
}
