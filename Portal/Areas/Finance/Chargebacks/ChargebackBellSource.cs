using System.Globalization;
using Portal.Core.Chargebacks;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Finance.Chargebacks;

/// <summary>Tells finance of chargebacks: opened, to be answered soon, decided, or whose evidence was refused.</summary>
internal sealed class ChargebackBellSource(ChargebackNews news) : IBellSource
{
    public async Task<IReadOnlyList<BellMessage>> NewestAsync(CancellationToken ct) =>
        [.. (await news.NewestAsync(ct)).Select(Message)];

    private static BellMessage Message(ChargebackNewsItem item)
    {
        var (title, icon, tone) = item.Kind switch
        {
            ChargebackNewsKind.Opened => (
                $"{MoneyFormat.Full(item.Amount)} of order {item.OrderReference} was charged back; evidence is due by {Day(item.DueOn)}.",
                "alert",
                Tone.Bad
            ),
            ChargebackNewsKind.DueSoon => (
                $"Evidence for chargeback {item.Reference} is due by {Day(item.DueOn)} and was not submitted.",
                "clock",
                Tone.Warn
            ),
            ChargebackNewsKind.Won => ($"Chargeback {item.Reference} was won.", "check", Tone.Good),
            ChargebackNewsKind.Lost => (
                $"Chargeback {item.Reference} was lost.",
                "close",
                Tone.Bad
            ),
            _ => (
                $"The gateway did not take the evidence for chargeback {item.Reference}.",
                "alert",
                Tone.Bad
            ),
        };
        // By its kind two messages about one chargeback at one time are different ones.
        return new BellMessage(
            title,
            $"/finance/chargebacks/{item.Chargeback.Value}#{EnumWords.ToKey(item.Kind)}",
            item.At,
            icon,
            tone
        );
    }

    private static string Day(DateOnly day) =>
        day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
