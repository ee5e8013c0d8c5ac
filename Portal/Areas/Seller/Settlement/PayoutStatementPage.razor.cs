using Microsoft.AspNetCore.Components;
using Portal.Core.Settlement.Payouts;

namespace Portal.Areas.Seller.Settlement;

/// <summary>A payout with all its sales on one page, to print.</summary>
public partial class PayoutStatementPage
{
    private const int MostSales = 2_000;

    private PayoutRow? _payout;
    private PayoutStatement? _statement;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required PayoutStatements Statements { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        (_payout, _statement) = (null, null);
        var found = await Payouts.FindAsync(new PayoutId(Id), Stopping);
        if (found.Failed)
        {
            return;
        }

        _payout = found.Value;
        if (_payout.Payout.SalesCount <= MostSales)
        {
            var statement = await Statements.FindAsync(new PayoutId(Id), Stopping);
            _statement = statement.Failed ? null : statement.Value;
        }
    }
}
