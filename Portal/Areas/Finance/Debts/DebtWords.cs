using System.Text.Json;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Debts;
using Portal.Kit;

namespace Portal.Areas.Finance.Debts;

/// <summary>How debts are told to people.</summary>
internal static class DebtWords
{
    public static string Of(DebtAge age) =>
        age switch
        {
            DebtAge.Within30Days => "0–30 days",
            DebtAge.Within60Days => "31–60 days",
            DebtAge.Within90Days => "61–90 days",
            DebtAge.Over90Days => "Over 90 days",
            _ => throw new ArgumentOutOfRangeException(nameof(age), age, "No such age."),
        };

    public static Tone ToneOf(DebtAge age) =>
        age switch
        {
            DebtAge.Within30Days => Tone.Plain,
            DebtAge.Within60Days => Tone.Info,
            DebtAge.Within90Days => Tone.Warn,
            _ => Tone.Bad,
        };

    public static string Of(DebtWriteOffRow row) =>
        row.WriteOff.Status switch
        {
            DebtWriteOffStatus.Requested => "Waits for approval",
            DebtWriteOffStatus.Approved => "Written off",
            _ => "Refused",
        };

    public static Tone ToneOf(DebtWriteOffStatus status) =>
        status switch
        {
            DebtWriteOffStatus.Requested => Tone.Warn,
            DebtWriteOffStatus.Approved => Tone.Bad,
            _ => Tone.Plain,
        };

    public static string Days(int days) => days == 1 ? "1 day" : $"{NumberFormat.Full(days)} days";

    public static string HrefOf(DebtRow debt) =>
        $"/finance/debts/{debt.Seller.Value}/{debt.Owed.Currency.Code}";

    public static TimelineStep Step(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var root = payload.RootElement;
        var amount = MoneyFormat.Full(
            new Money(
                root.GetProperty("amount_minor").GetInt64(),
                Currency.Of(root.GetProperty("currency").GetString()!)
            )
        );
        var (title, icon, tone) = happened.Kind switch
        {
            "debt.repaid" => (
                $"{amount} repaid: {root.GetProperty("bank_reference").GetString()}",
                "building",
                Tone.Good
            ),
            "debt.write_off_requested" => (
                $"Write-off of {amount} asked for: {root.GetProperty("reason").GetString()}",
                "clock",
                Tone.Warn
            ),
            "debt.written_off" => ($"{amount} written off", "close", Tone.Bad),
            "debt.write_off_refused" => (
                $"Write-off of {amount} refused: {root.GetProperty("reason").GetString()}",
                "retry",
                Tone.Plain
            ),
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
}
