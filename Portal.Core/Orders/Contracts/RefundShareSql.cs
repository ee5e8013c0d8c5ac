namespace Portal.Core.Orders.Contracts;

/// <summary>
/// How a refund is divided among the shops of its order: by their parts, in the order of the shops,
/// each getting what the rounded running sum has grown by, so that the shares add up to the refund.
/// </summary>
public static class RefundShareSql
{
    /// <summary>A subquery of the parts of one order, with what the share is computed from.</summary>
    /// <param name="order">The order's id in SQL.</param>
    public static string Parts(string order) =>
        $"""
            (SELECT f.seller_id, f.total_minor, sum(f.total_minor) OVER (ORDER BY f.seller_id) AS up_to,
                nullif(sum(f.total_minor) OVER (), 0) AS order_minor
             FROM orders.part_facts f WHERE f.order_id = {order})
            """;

    /// <summary>What some shops gave back of an order: a scalar subquery over its refunds <c>r</c>.</summary>
    public static string OfOrder(string order, string sellers, string which) =>
        $"""
            (SELECT coalesce(sum({Amount("r.amount_minor")}), 0)::bigint
             FROM orders.refund_facts r CROSS JOIN LATERAL {Parts("r.order_id")} p
             WHERE r.order_id = {order} AND p.seller_id = ANY ({sellers}) AND {which})
            """;

    /// <summary>The share of a shop, from a row <c>p</c> of <see cref="Parts"/>.</summary>
    /// <param name="amount">The refunded amount in SQL.</param>
    public static string Amount(string amount) =>
        $"(round({amount} * p.up_to / p.order_minor) - round({amount} * (p.up_to - p.total_minor) / p.order_minor))";
}
