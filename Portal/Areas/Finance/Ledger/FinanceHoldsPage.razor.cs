using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Holds;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Ledger;

public partial class FinanceHoldsPage
{
    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<MoneyHoldStatus>("status", "Status"),
        new TextFilter("currency", "Currency", "GBP"),
        new TextFilter("account", "Account number"),
        new DaysFilter("placed", "Placed"),
    ];

    [Inject]
    public required MoneyHoldQueries Holds { get; init; }

    private async Task<Page<MoneyHoldSummary>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Holds.ListAsync(
            new MoneyHoldFilter(
                query.Choices<MoneyHoldStatus>("status"),
                Currency.TryParse(query.Text("currency"), out var currency) ? currency : null,
                AccountOf(query.Text("account")),
                BookDays.Of(query.Days("placed"), query.Today)
            ),
            query.Page,
            ct
        );
        return Shown(found);
    }

    /// <summary>A text that is no number matches nothing, as an account that does not exist would.</summary>
    private static AccountId? AccountOf(string? text) =>
        text is null
            ? null
            : new AccountId(long.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : 0);

    /// <summary>A hold has no page of its own; what it became has.</summary>
    private static string? HrefOf(MoneyHoldSummary hold) =>
        hold.EntryId is { } entry ? $"/finance/entries/{entry.Value}" : null;

    private static Tone ToneOf(MoneyHoldStatus status) =>
        status switch
        {
            MoneyHoldStatus.Pending => Tone.Info,
            MoneyHoldStatus.Posted => Tone.Good,
            MoneyHoldStatus.Voided => Tone.Plain,
            MoneyHoldStatus.Expired => Tone.Warn,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };
}
