using Microsoft.AspNetCore.Components;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Kit;

namespace Portal.Areas.Finance.Chargebacks;

public partial class FinanceChargebackPage
{
    private ChargebackDetail? _detail;
    private IReadOnlyList<TimelineStep> _history = [];

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required ChargebackQueries Chargebacks { get; init; }

    [Inject]
    public required SubmitEvidence Submit { get; init; }

    [Inject]
    public required RetryEvidence Retry { get; init; }

    [Inject]
    public required WinChargeback Win { get; init; }

    [Inject]
    public required LoseChargeback Lose { get; init; }

    private string Title =>
        _detail is { } detail ? $"Chargeback {detail.Row.Reference}" : "Chargeback";

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Chargebacks.FindAsync(new ChargebackId(Id), Stopping);
        _detail = found.Failed ? null : found.Value;
        _history = _detail is null
            ? []
            : [.. _detail.History.Reverse().Select(ChargebackWords.Step)];
    }

    private Task SubmitAsync(string? note) =>
        RunAsync(
            ct => Submit.HandleAsync(new SubmitEvidenceCommand(new ChargebackId(Id), note), ct),
            done: _detail?.Dispute is null
                ? "The evidence is closed. Download it and hand it to the gateway."
                : "The evidence is closed, and on its way to the gateway.",
            then: LoadAsync
        );

    private Task RetryAsync() =>
        RunAsync(
            ct => Retry.HandleAsync(new RetryEvidenceCommand(new ChargebackId(Id)), ct),
            done: "It is seen to within a minute.",
            then: LoadAsync
        );

    private Task WinAsync() =>
        RunAsync(
            ct => Win.HandleAsync(new WinChargebackCommand(new ChargebackId(Id)), ct),
            done: "Won. The money is with the gateway again.",
            then: LoadAsync
        );

    private Task LoseAsync(LostDraft draft) =>
        RunAsync(
            ct =>
                Lose.HandleAsync(
                    new LoseChargebackCommand(
                        new ChargebackId(Id),
                        draft.IsBorneByMarketplace,
                        draft.Note
                    ),
                    ct
                ),
            done: "Lost. It is a refund of the order now.",
            then: LoadAsync
        );
}
