using Portal.Core.Kernel;
using Portal.Core.Settlement.Debts;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Debts;

/// <summary>The address of the list of debts as its filter: <c>age</c>, <c>currency</c>.</summary>
internal static class DebtTableFilter
{
    public static readonly TableShape Shape = new(
        [
            new ChoiceFilter(
                "age",
                "Owed for",
                [
                    .. Enum.GetValues<DebtAge>()
                        .Select(a => new FilterChoice(EnumWords.ToKey(a), DebtWords.Of(a))),
                ]
            ),
            new TextFilter("currency", "Currency", "GBP"),
        ],
        Sort: "since",
        Descending: false
    );

    public static DebtFilter From(TableQuery query) =>
        new(
            query.Choices<DebtAge>("age"),
            Currency.TryParse(query.Text("currency"), out var currency) ? currency : null,
            query.Search ?? ""
        );

    public static string HrefOf(DebtSum sum) =>
        $"/finance/debts?age={EnumWords.ToKey(sum.Age)}&currency={sum.Owed.Currency.Code}";
}
