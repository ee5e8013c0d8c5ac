namespace Portal.Core.Orders.Contracts;

/// <summary>What the buyer of an order paid for, as lines that add up to its total.</summary>
public static class PaidLinesSql
{
    /// <summary>
    /// A subquery of line_no, seller_id, name, total_minor. What was charged beside the lines is one per shop, numbered from
    /// -1 down in the order of the shops, with a null name. Settlement numbers its sales alike.
    /// </summary>
    /// <param name="order">The order's id in SQL.</param>
    public static string OfOrder(string order) =>
        $"""
            (SELECT line_no, seller_id, name, total_minor FROM orders.line_facts
             WHERE order_id = {order} AND total_minor > 0
             UNION ALL
             SELECT -row_number() OVER (ORDER BY seller_id)::int, seller_id, NULL, delivery_minor + fee_minor
             FROM orders.part_facts WHERE order_id = {order} AND delivery_minor + fee_minor > 0)
            """;
}
