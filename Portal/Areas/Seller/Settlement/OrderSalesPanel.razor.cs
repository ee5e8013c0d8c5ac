using Microsoft.AspNetCore.Components;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Settlement;
using Portal.Kit;

namespace Portal.Areas.Seller.Settlement;

public partial class OrderSalesPanel
{
    private IReadOnlyList<SaleRow> _sales = [];
    private bool _mayDeliver;
    private bool _mayFreeze;

    [Parameter, EditorRequired]
    public required OrderId Order { get; set; }

    [Parameter, EditorRequired]
    public required string Reference { get; set; }

    [Inject]
    public required SaleQueries Sales { get; init; }

    [Inject]
    public required MarkDelivered Deliver { get; init; }

    [Inject]
    public required FreezeSales Freeze { get; init; }

    [Inject]
    public required CurrentUser User { get; init; }

    private IEnumerable<SaleRow> InEscrow =>
        _sales.Where(s => s.Status is SaleStatus.Held or SaleStatus.Frozen);

    protected override async Task OnParametersSetAsync()
    {
        _mayDeliver = !(await User.ScopeAsync(SettlementPermissions.Deliver, Stopping)).IsDenied;
        _mayFreeze = await User.MayAsync(SettlementPermissions.Release, Stopping);
        await LoadAsync();
    }

    /// <summary>Who may not see sellers' money sees the order without it.</summary>
    private async Task LoadAsync()
    {
        var found = await Sales.ListAsync(
            new SaleFilter(Search: Reference),
            new PageRequest(Size: PageRequest.MaxSize),
            Stopping
        );
        _sales = found.Failed ? [] : [.. found.Value.Rows.OrderBy(s => s.LineNo)];
    }

    private static string FeesOf(SaleRow sale) =>
        $"Commission {MoneyFormat.Full(sale.Commission)}, tax on it {MoneyFormat.Full(sale.Tax)}";

    private Task DeliverAsync() =>
        RunAsync(
            ct => Deliver.HandleAsync(new MarkDeliveredCommand(Order), ct),
            _ => "Marked as delivered. The time to dispute it has begun.",
            _ => LoadAsync()
        );

    private Task FreezeAsync((IReadOnlyList<int> Lines, string Reason) chosen) =>
        RunAsync(
            ct => Freeze.HandleAsync(new(Order, chosen.Lines, chosen.Reason), ct),
            done: chosen.Lines.Count == 1
                ? "1 line is frozen."
                : $"{chosen.Lines.Count} lines are frozen.",
            then: LoadAsync
        );

    private Task LetGoAsync() =>
        RunAsync(
            ct =>
                Freeze.HandleAsync(
                    new(
                        Order,
                        [.. _sales.Where(s => s.Status is SaleStatus.Frozen).Select(s => s.LineNo)],
                        null
                    ),
                    ct
                ),
            done: "Time goes on for this order's money.",
            then: LoadAsync
        );
}
