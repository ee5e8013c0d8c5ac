using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Core.Wallets;
using Portal.Kit;

namespace Portal.Areas.Seller.Returns;

public partial class OrderRefundsPanel
{
    private IReadOnlyList<RefundSummary> _refunds = [];
    private IReadOnlyList<SaleRow> _sales = [];
    private RefundableView? _refundable;
    private WalletSummary? _wallet;
    private bool _mayGrant;

    /// <summary>One request until it is granted, so that clicking twice gives back once.</summary>
    private string _request = NewRequest();

    [Parameter, EditorRequired]
    public required OrderId Order { get; set; }

    [Parameter, EditorRequired]
    public required string Reference { get; set; }

    /// <summary>A refund was granted or moved on; the page loads anew, and with it this part.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnChanged { get; set; }

    [Inject]
    public required RefundQueries Refunds { get; init; }

    [Inject]
    public required SaleQueries Sales { get; init; }

    [Inject]
    public required GrantRefund Grant { get; init; }

    [Inject]
    public required WalletQueries Wallets { get; init; }

    [Inject]
    public required CurrentUser User { get; init; }

    private bool AreOnTheirWay => _refunds.Any(r => r.Status is not RefundStatus.Sent);

    private string? LeftWords =>
        _refundable is { } refundable
            ? $"{MoneyFormat.Full(refundable.Left)} of what was paid is left"
            : null;

    protected override void OnInitialized() =>
        Watch(LiveSignals.Orders, ReloadWhileOnTheirWayAsync);

    protected override async Task OnParametersSetAsync()
    {
        _mayGrant = await User.MayAsync(ReturnPermissions.Grant, Stopping);
        var wereOnTheirWay = AreOnTheirWay;
        await LoadAsync();
        if (wereOnTheirWay && !AreOnTheirWay)
        {
            // The page was read a moment before, and may not tell of their arrival.
            await OnChanged.InvokeAsync();
        }
    }

    /// <summary>Who may not see refunds sees the order without them.</summary>
    private async Task LoadAsync()
    {
        var found = await Refunds.OfOrderAsync(Order, Stopping);
        _refunds = found.Failed ? [] : found.Value;
        if (!_mayGrant)
        {
            return;
        }

        var wallet = await Wallets.OfOrderAsync(Order, Stopping);
        _wallet = wallet.Failed ? null : wallet.Value;
        var refundable = await Refunds.RefundableAsync(Order, Stopping);
        _refundable = refundable.Failed ? null : refundable.Value;
        var sales = await Sales.ListAsync(
            new SaleFilter(Search: Reference),
            new PageRequest(Size: PageRequest.MaxSize),
            Stopping
        );
        _sales = sales.Failed ? [] : sales.Value.Rows;
    }

    private Task ReloadWhileOnTheirWayAsync() =>
        AreOnTheirWay ? OnChanged.InvokeAsync() : Task.CompletedTask;

    private Task GrantAsync(RefundDraft draft) =>
        RunAsync(
            ct =>
                Grant.HandleAsync(
                    new GrantRefundCommand(
                        Order,
                        _request,
                        draft.Lines,
                        null,
                        draft.BorneBy,
                        draft.Reason,
                        draft.Destination
                    ),
                    ct
                ),
            _ =>
                draft.Destination is RefundDestination.Wallet
                    ? $"{MoneyFormat.Full(draft.Sum)} is in the buyer's wallet."
                    : $"{MoneyFormat.Full(draft.Sum)} is on its way back to the buyer.",
            _ =>
            {
                _request = NewRequest();
                return OnChanged.InvokeAsync();
            }
        );

    private static string NewRequest() => $"desk-{Guid.NewGuid():N}";
}
