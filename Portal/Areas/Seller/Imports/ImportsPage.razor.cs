using Microsoft.AspNetCore.Components;
using Portal.Core.Imports;
using Portal.Core.Kernel;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Imports;

public partial class ImportsPage
{
    private static readonly TableFilter[] Filters =
    [
        ChoiceFilter.Of<ImportStatus>("status", "Status"),
    ];

    [Inject]
    public required ImportQueries Imports { get; init; }

    private Task<Page<ImportSummary>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Imports.ListAsync(
            new ImportFilter(query.Choices<ImportStatus>("status"), query.Search),
            query.Page,
            ct
        );
}
