using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Payouts;

public partial class FinancePayoutsPage
{
    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<PayoutRunStatus>("status", "Status"),
        new TextFilter("currency", "Currency", "GBP"),
    ];

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    private async Task<Page<PayoutRun>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Payouts.RunsAsync(
            new PayoutRunFilter(
                query.Choices<PayoutRunStatus>("status"),
                Currency.TryParse(query.Text("currency"), out var currency) ? currency : null
            ),
            query.Page,
            ct
        );
        return Shown(found);
    }
}
