namespace Portal.Core.Analytics;

/// <summary>One KPI: its key in the API, its label, and the sentence people read beside it.</summary>
public sealed record KpiDefinition(string Key, string Label, string Meaning);

/// <summary>
/// What each figure means: the one place from which the tiles' help and the API's description come,
/// and which <see cref="FoldSql"/> and <see cref="RecomputeSql"/> implement.
/// </summary>
/// <remarks>
/// A day is the business day in the tenant's time zone. Figures are in the tenant's currency; orders
/// in other currencies are kept apart and never added. A shop's figures count its share of each
/// order; a refund is divided over an order's shops in proportion to their shares.
/// </remarks>
public static class KpiDefinitions
{
    public static readonly KpiDefinition Revenue = new(
        "total_revenue",
        "Revenue",
        "Sum of completed orders, by the day they were placed. Refunds are not deducted."
    );

    public static readonly KpiDefinition Orders = new(
        "order_count",
        "Orders",
        "Orders that reached an end that day: completed or failed."
    );

    public static readonly KpiDefinition Completed = new(
        "successful_orders",
        "Completed",
        "Orders that were paid and finalized that day, also when money went back later."
    );

    public static readonly KpiDefinition Failed = new(
        "failed_orders",
        "Failed",
        "Orders that failed that day and have not been retried since."
    );

    public static readonly KpiDefinition AverageOrderValue = new(
        "average_order_value",
        "Average order value",
        "Revenue divided by the completed orders it comes from, by the day they were placed."
    );

    public static readonly KpiDefinition Conversion = new(
        "conversion_rate",
        "Conversion",
        "Completed orders as a share of all orders that reached an end that day."
    );

    public static readonly KpiDefinition Customers = new(
        "unique_customers",
        "Unique customers",
        "Different customers among completed orders, by the day they were placed. Guests are not counted."
    );

    public static readonly KpiDefinition Refunds = new(
        "refund_amount",
        "Refunds",
        "Refunds issued that day, whenever the order was placed."
    );

    public static IReadOnlyList<KpiDefinition> All { get; } =
    [Revenue, Orders, Completed, Failed, AverageOrderValue, Conversion, Customers, Refunds];
}
