using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Ledger;

public partial class FinanceAccountPage
{
    private readonly TableFilter[] _filters = [new DaysFilter("days", "Days")];

    private AccountSummary? _account;

    [Parameter]
    public long Id { get; set; }

    /// <summary>The list's own filter, for the file of the same days.</summary>
    [SupplyParameterFromQuery]
    public string? Days { get; set; }

    [Inject]
    public required LedgerQueries Ledger { get; init; }

    private string ExportHref =>
        $"/finance/accounts/{Id}/postings.csv"
        + (Days is null ? "" : $"?days={Uri.EscapeDataString(Days)}");

    protected override async Task OnParametersSetAsync()
    {
        var found = await Ledger.FindAsync(new AccountId(Id), Stopping);
        _account = found.Failed ? null : found.Value;
    }

    private async Task<Page<AccountLine>> LoadLinesAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Ledger.LinesAsync(
            new AccountId(Id),
            BookDays.Of(query.Days("days"), query.Today),
            query.Page,
            ct
        );
        return Shown(found);
    }
}
