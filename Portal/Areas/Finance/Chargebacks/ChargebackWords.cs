using System.Text.Json;
using Portal.Areas.Finance.Ledger;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Events.Contracts;
using Portal.Kit;

namespace Portal.Areas.Finance.Chargebacks;

/// <summary>How chargebacks are told to people.</summary>
internal static class ChargebackWords
{
    private const int Soon = 3;

    public static string Of(ChargebackStatus status) =>
        status switch
        {
            ChargebackStatus.NeedsResponse => "Open",
            ChargebackStatus.UnderReview => "Under review",
            ChargebackStatus.Won => "Won",
            ChargebackStatus.Lost => "Lost",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string MeaningOf(ChargebackStatus status) =>
        status switch
        {
            ChargebackStatus.NeedsResponse => "Evidence can be given until its day",
            ChargebackStatus.UnderReview => "Evidence was given; the buyer's bank decides",
            ChargebackStatus.Won => "The money came back",
            ChargebackStatus.Lost => "The buyer keeps the money",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static Tone ToneOf(ChargebackStatus status) =>
        status switch
        {
            ChargebackStatus.NeedsResponse => Tone.Warn,
            ChargebackStatus.UnderReview => Tone.Info,
            ChargebackStatus.Won => Tone.Good,
            _ => Tone.Bad,
        };

    /// <summary>5 days left, Due today, 2 days too late.</summary>
    public static string DaysLeft(int days) =>
        days switch
        {
            > 1 => $"{NumberFormat.Full(days)} days left",
            1 => "1 day left",
            0 => "Due today",
            -1 => "1 day too late",
            _ => $"{NumberFormat.Full(-days)} days too late",
        };

    public static Tone ToneOf(int daysLeft) =>
        daysLeft < 0 ? Tone.Bad
        : daysLeft <= Soon ? Tone.Warn
        : Tone.Plain;

    public static string HrefOf(ChargebackRow chargeback) =>
        $"/finance/chargebacks/{chargeback.Id.Value}";

    public static TimelineStep Step(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var root = payload.RootElement;
        var (title, icon, tone) = happened.Kind switch
        {
            ChargebackOpened.Name => (
                $"Opened: {LedgerWords.Words(root.GetProperty("reason").GetString()!)}",
                "alert",
                Tone.Warn
            ),
            ChargebackEvidenceSubmitted.Name => ("Evidence submitted", "mail", Tone.Info),
            ChargebackEvidenceMoved.Name => EvidenceStep(root),
            ChargebackLinked.Name => (
                $"The gateway's dispute is {IdFormat.Short(root.GetProperty("dispute").GetString()!)}",
                "info",
                Tone.Info
            ),
            ChargebackWon.Name => ("Won", "check", Tone.Good),
            _ => (
                root.GetProperty("borne_by").ValueEquals("marketplace")
                    ? "Lost; the marketplace bears it"
                    : "Lost; the seller bears it",
                "close",
                Tone.Bad
            ),
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

    /// <summary>What became of evidence on its way to the gateway, and why.</summary>
    public static string Of(EvidenceStatus status) =>
        status switch
        {
            EvidenceStatus.Waiting => "To be sent",
            EvidenceStatus.Sending => "Being sent",
            EvidenceStatus.Sent => "The bank has it",
            EvidenceStatus.Refused => "Refused",
            EvidenceStatus.Unknown => "Not known whether it arrived",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static Tone ToneOf(EvidenceStatus status) =>
        status switch
        {
            EvidenceStatus.Sent => Tone.Good,
            EvidenceStatus.Refused => Tone.Bad,
            EvidenceStatus.Unknown => Tone.Warn,
            _ => Tone.Info,
        };

    public static string Of(DisputeStatus status) =>
        status switch
        {
            DisputeStatus.Waiting => "Being asked about",
            DisputeStatus.Inquiry => "Inquiry; no money has moved",
            DisputeStatus.Followed => "Followed",
            DisputeStatus.NeedsPerson => "Needs a person",
            DisputeStatus.SetAside => "Set aside",
            DisputeStatus.Ended => "Ended",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static Tone ToneOf(DisputeStatus status) =>
        status switch
        {
            DisputeStatus.NeedsPerson => Tone.Bad,
            DisputeStatus.Inquiry => Tone.Warn,
            _ => Tone.Info,
        };

    private static (string Title, string Icon, Tone Tone) EvidenceStep(JsonElement happened)
    {
        var why =
            happened.TryGetProperty("why", out var said) && said.GetString() is { } text
                ? $": {text}"
                : "";
        return happened.GetProperty("state").GetString() switch
        {
            "sent" => ("The bank has the evidence", "check", Tone.Good),
            "refused" => ($"Evidence refused by the gateway{why}", "alert", Tone.Bad),
            "waiting" => ("Evidence put back to be sent again", "retry", Tone.Info),
            _ => ($"The gateway did not answer about the evidence{why}", "clock", Tone.Warn),
        };
    }
}
