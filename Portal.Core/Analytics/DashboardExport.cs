using Portal.Core.Data.Export;

namespace Portal.Core.Analytics;

/// <summary>The dashboard as tables: days, customers, products, causes.</summary>
public static class DashboardExport
{
    public static IReadOnlyList<ExportTable> Of(DashboardView view) =>
        [Days(view), Customers(view), Products(view), Failures(view)];

    private static ExportTable Days(DashboardView view)
    {
        var range = view.Now.Value;
        return new ExportTable(
            "Days",
            ["Day", "Currency", .. KpiDefinitions.All.Select(d => d.Label)],
            [
                .. range.PerDay.Select(d => Row(d.Day, Kpis.Of(d.Counts, range.Currency))),
                Row("Total", range.Total),
            ]
        );
    }

    // In the order of KpiDefinitions.All.
    private static object?[] Row(object day, Kpis kpis) =>
        [
            day,
            kpis.Revenue.Currency.Code,
            kpis.Revenue.Major,
            kpis.Orders,
            kpis.Completed,
            kpis.Failed,
            kpis.AverageOrderValue.Major,
            kpis.ConversionPercent,
            kpis.Customers,
            kpis.RefundAmount.Major,
        ];

    private static ExportTable Customers(DashboardView view) =>
        new(
            "Customers",
            ["Rank", "Customer", "Orders", "Spent", "Currency"],
            [
                .. view.Customers.Select(c =>
                    (object?[])[c.Rank, c.Name, c.Orders, c.Spent.Major, c.Spent.Currency.Code]
                ),
            ]
        );

    private static ExportTable Products(DashboardView view) =>
        new(
            "Products",
            ["Rank", "SKU", "Product", "Orders", "Sold", "Revenue", "Currency"],
            [
                .. view.Products.Select(p =>
                    (object?[])
                        [
                            p.Rank,
                            p.Sku,
                            p.Name,
                            p.Orders,
                            p.Quantity,
                            p.Revenue.Major,
                            p.Revenue.Currency.Code,
                        ]
                ),
            ]
        );

    private static ExportTable Failures(DashboardView view) =>
        new(
            "Failures",
            ["Cause", "Orders", "Lost", "Currency"],
            [
                .. view.Failures.Select(f =>
                    (object?[])[f.Code, f.Orders, f.Lost.Major, f.Lost.Currency.Code]
                ),
            ]
        );
}
