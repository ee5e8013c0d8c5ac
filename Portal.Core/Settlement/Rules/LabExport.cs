using Portal.Core.Data.Export;

namespace Portal.Core.Settlement.Rules;

/// <summary>The lab's figures as tables: by currency, shop, category and rule.</summary>
public static class LabExport
{
    private static readonly string[] Figures =
    [
        "Currency",
        "Sales",
        "Changed",
        "Sold for",
        "Commission",
        "Would be",
        "More",
    ];

    public static IReadOnlyList<ExportTable> Tables(LabReport report) =>
        [
            new("Totals", Figures, [.. report.Totals.Select(s => Row([], s))]),
            new(
                "Shops",
                ["Shop", "Name", .. Figures],
                [.. report.Shops.Select(s => Row([s.Id.Value, s.Name], s.Sum))]
            ),
            new(
                "Categories",
                ["Category", .. Figures],
                [.. report.Categories.Select(c => Row([c.Title], c.Sum))]
            ),
            new(
                "Rules",
                ["Place", "Rule", "Never because", .. Figures],
                [
                    .. report.Rules.SelectMany(r =>
                        r.Sums.Select(s => Row([r.Place, r.Rule.Name, r.NeverBecause], s))
                            .DefaultIfEmpty([r.Place, r.Rule.Name, r.NeverBecause])
                    ),
                    .. report.Unruled.Select(s => Row([null, "No rule", null], s)),
                ]
            ),
        ];

    private static IReadOnlyList<object?> Row(IReadOnlyList<object?> head, LabSum sum) =>
        [
            .. head,
            sum.Gross.Currency.Code,
            sum.Sales,
            sum.Changed,
            sum.Gross.Major,
            sum.Booked.Major,
            sum.Drafted.Major,
            sum.More.Major,
        ];
}
