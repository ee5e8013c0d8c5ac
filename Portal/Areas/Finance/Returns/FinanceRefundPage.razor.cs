using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;

namespace Portal.Areas.Finance.Returns;

public partial class FinanceRefundPage
{
    private RefundDetail? _refund;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required RefundQueries Refunds { get; init; }

    [Inject]
    public required RetryRefund Retry { get; init; }

    [Inject]
    public required RecordRefundByHand ByHand { get; init; }

    private string RetryWords =>
        _refund?.Summary.Status is RefundStatus.Unknown ? "Ask now" : "Send again";

    protected override void OnInitialized() => Watch(LiveSignals.Orders, LoadAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Refunds.FindAsync(new RefundId(Id), Stopping);
        _refund = found.Failed ? null : found.Value;
    }

    private Task RetryAsync() =>
        RunAsync(
            ct => Retry.HandleAsync(new RetryRefundCommand(new RefundId(Id)), ct),
            done: "It goes with the next round, within a minute.",
            then: LoadAsync
        );

    private Task RecordAsync(RefundByHandDraft draft) =>
        RunAsync(
            ct =>
                ByHand.HandleAsync(
                    new RecordRefundByHandCommand(
                        new RefundId(Id),
                        draft.BankReference,
                        draft.PaidOn
                    ),
                    ct
                ),
            done: "It is in the books as paid out from the bank.",
            then: LoadAsync
        );
}

/// <summary>What the dialog of a refund that was paid by hand asks for.</summary>
public sealed record RefundByHandDraft(string BankReference, DateOnly PaidOn);
