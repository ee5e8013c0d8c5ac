using Portal.Core.Settlement.Debts;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Finance.Debts;

/// <summary>Tells finance of each debt once it is older than thirty days; a shop that owes anew is told of anew.</summary>
internal sealed class DebtBellSource(DebtQueries debts) : IBellSource
{
    /// <summary>So many at most, those that got old last.</summary>
    private const int Most = 8;

    public async Task<IReadOnlyList<BellMessage>> NewestAsync(CancellationToken ct)
    {
        var old = await debts.GrownOldAsync(Most, ct);
        return old.Failed
            ? []
            :
            [
                .. old.Value.Select(debt => new BellMessage(
                    $"{debt.SellerName} has owed {MoneyFormat.Full(debt.Owed)} for more than {DebtAgePolicy.YoungDays} days.",
                    DebtWords.HrefOf(debt),
                    debt.Since.AddDays(DebtAgePolicy.YoungDays + 1),
                    "alert",
                    debt.Age is DebtAge.Over90Days ? Tone.Bad : Tone.Warn
                )),
            ];
    }
}
