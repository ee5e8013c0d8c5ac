using Portal.Core.Chargebacks;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Chargebacks;

/// <summary>The address of the list of chargebacks as its filter: <c>status</c>.</summary>
internal static class ChargebackTableFilter
{
    public static readonly TableShape Shape = new(
        [
            new ChoiceFilter(
                "status",
                "State",
                [
                    .. Enum.GetValues<ChargebackStatus>()
                        .Select(s => new FilterChoice(EnumWords.ToKey(s), ChargebackWords.Of(s))),
                ]
            ),
        ],
        Sort: "due",
        Descending: false
    );

    public static ChargebackFilter From(TableQuery query) =>
        new(query.Choices<ChargebackStatus>("status"), query.Search ?? "");

    public static string HrefOf(ChargebackStatus status) =>
        $"/finance/chargebacks?status={EnumWords.ToKey(status)}";
}
