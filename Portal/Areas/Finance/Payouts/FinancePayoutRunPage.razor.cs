using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Payouts;

public partial class FinancePayoutRunPage
{
    private readonly TableFilter[] _filters = [ChoiceFilter.Of<PayoutStatus>("status", "Status")];

    private PayoutRunDetail? _detail;
    private IReadOnlyList<TimelineStep> _history = [];
    private DataTable<PayoutRow>? _table;
    private bool _wantsCode;
    private bool _mayConfirm;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required ApprovePayoutRun Approve { get; init; }

    [Inject]
    public required CancelPayoutRun Cancel { get; init; }

    [Inject]
    public required ConfirmPayouts Confirm { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CurrentUser User { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        _wantsCode = await StepUp.WantsCodeAsync(Stopping);
        _mayConfirm = await User.MayAsync(SettlementPermissions.Pay, Stopping);
        await LoadRunAsync();
    }

    private async Task LoadRunAsync()
    {
        var found = await Payouts.FindRunAsync(new PayoutRunId(Id), Stopping);
        _detail = found.Failed ? null : found.Value;
        _history = found.Failed ? [] : [.. found.Value.History.Reverse().Select(Step)];
    }

    private async Task ReloadAsync()
    {
        await LoadRunAsync();
        await (_table?.ReloadAsync() ?? Task.CompletedTask);
    }

    private async Task<Page<PayoutRow>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Payouts.ListAsync(
            new PayoutFilter(new PayoutRunId(Id), query.Choices<PayoutStatus>("status")),
            query.Page,
            ct
        );
        return Shown(found);
    }

    private Task ApproveAsync(string proof) =>
        RunAsync(
            ct => Approve.HandleAsync(new ApprovePayoutRunCommand(new PayoutRunId(Id), proof), ct),
            done: _detail is { ForBank: 0 }
                ? "Approved. Stripe is asked to pay within a minute."
                : "Approved. Take the bank file to the bank.",
            then: ReloadAsync
        );

    private Task CancelAsync() =>
        RunAsync(
            ct => Cancel.HandleAsync(new CancelPayoutRunCommand(new PayoutRunId(Id)), ct),
            done: "Cancelled. The money is in the shops' balances again.",
            then: ReloadAsync
        );

    private Task ConfirmAllAsync() => ConfirmAsync(payouts: null);

    private Task ConfirmAsync(TableSelection selection) =>
        ConfirmAsync([
            .. selection.Keys.Select(key => new PayoutId(
                long.Parse(key, CultureInfo.InvariantCulture)
            )),
        ]);

    private Task ConfirmAsync(IReadOnlyCollection<PayoutId>? payouts) =>
        RunAsync(
            ct => Confirm.HandleAsync(new ConfirmPayoutsCommand(new PayoutRunId(Id), payouts), ct),
            paid =>
                paid == 1 ? "1 payout is booked as paid." : $"{paid} payouts are booked as paid.",
            _ => ReloadAsync()
        );

    private static TimelineStep Step(TimelineEvent happened)
    {
        var (title, icon, tone) = happened.Kind switch
        {
            "payout_run.submitted" => ("Submitted", "clock", Tone.Info),
            "payout_run.approved" => ("Approved", "check", Tone.Good),
            "payout_run.cancelled" => ("Cancelled", "close", Tone.Plain),
            "payout_run.paid" => (PaidTitle(happened), "wallet", Tone.Good),
            "payout_run.payout_not_sent" => (NotSentTitle(happened), "clock", Tone.Warn),
            "payout_run.payout_retried" => (RetriedTitle(happened), "retry", Tone.Info),
            "payout_run.payout_partly_reversed" => (
                PartlyReversedTitle(happened),
                "alert",
                Tone.Bad
            ),
            "payout_run.payout_returned" => (ReturnedTitle(happened), "retry", Tone.Bad),
            _ => (happened.Kind, "info", Tone.Plain),
        };
        return new TimelineStep(
            title,
            happened.OccurredAt,
            happened.ActorName,
            happened.Source,
            icon,
            tone
        );
    }

    private static string PaidTitle(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var count = payload.RootElement.GetProperty("count").GetInt32();
        // Events from before Stripe paid anybody name no method.
        var who =
            payload.RootElement.TryGetProperty("method", out var method)
            && method.GetString() is "stripe"
                ? "Stripe"
                : "The bank";
        return count == 1 ? $"{who} has paid 1 payout" : $"{who} has paid {count} payouts";
    }

    private static string NotSentTitle(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var root = payload.RootElement;
        var what = root.GetProperty("status").GetString() is "failed"
            ? "refused by Stripe for now"
            : "not known to be paid";
        return $"Payout {root.GetProperty("payout").GetInt64()} {what}: "
            + root.GetProperty("message").GetString();
    }

    private static string RetriedTitle(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        return $"Payout {payload.RootElement.GetProperty("payout").GetInt64()} is tried again";
    }

    private static string PartlyReversedTitle(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var root = payload.RootElement;
        var part = new Money(
            root.GetProperty("amount_minor").GetInt64(),
            Currency.Of(root.GetProperty("currency").GetString()!)
        );
        return $"Stripe took {MoneyFormat.Full(part)} of payout {root.GetProperty("payout").GetInt64()} back; nothing was booked";
    }

    private static string ReturnedTitle(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        return $"Payout {payload.RootElement.GetProperty("payout").GetInt64()} returned: "
            + payload.RootElement.GetProperty("reason").GetString();
    }
}
