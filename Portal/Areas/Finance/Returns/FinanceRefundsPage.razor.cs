using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Returns;

public partial class FinanceRefundsPage
{
    private static readonly Tile[] Tiles =
    [
        new("On their way", [RefundStatus.Granted, RefundStatus.Sending]),
        new("Unknown", [RefundStatus.Unknown]),
        new("Failed", [RefundStatus.Failed]),
        new("Sent", [RefundStatus.Sent]),
    ];

    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<RefundStatus>("status", "Status"),
        new TextFilter("currency", "Currency", "GBP"),
        ChoiceFilter.Of<RefundBearer>("bearer", "Borne by"),
    ];

    private DataTable<RefundSummary>? _table;
    private IReadOnlyList<RefundSum> _sums = [];
    private IReadOnlyList<RefundAge> _ages = [];

    [Inject]
    public required RefundQueries Refunds { get; init; }

    private IEnumerable<IGrouping<Currency, RefundSum>> Currencies =>
        _sums.GroupBy(s => s.Currency);

    protected override void OnInitialized() => Watch(LiveSignals.Orders, ReloadAsync);

    protected override Task OnInitializedAsync() => LoadSumsAsync();

    private async Task ReloadAsync()
    {
        await LoadSumsAsync();
        await (_table?.ReloadAsync() ?? Task.CompletedTask);
    }

    private async Task LoadSumsAsync()
    {
        var sums = await Refunds.SumsAsync(Stopping);
        var ages = await Refunds.AgesAsync(Stopping);
        if (sums.Failed || ages.Failed)
        {
            Notices.Refuse(sums.Failed ? sums.Error : ages.Error);
            return;
        }

        (_sums, _ages) = (sums.Value, ages.Value);
    }

    private async Task<Page<RefundSummary>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Refunds.ListAsync(
            new RefundFilter(
                query.Choices<RefundStatus>("status"),
                Currency.TryParse(query.Text("currency"), out var currency) ? currency : null,
                query.Choices<RefundBearer>("bearer"),
                query.Search ?? ""
            ),
            query.Page,
            ct
        );
        return Shown(found);
    }

    private static string AmountOf(IGrouping<Currency, RefundSum> currency, Tile tile) =>
        MoneyFormat.Full(
            currency
                .Where(s => tile.Statuses.Contains(s.Status))
                .Aggregate(Money.Zero(currency.Key), (sum, s) => sum + s.Amount)
        );

    private static string CountOf(IGrouping<Currency, RefundSum> currency, Tile tile)
    {
        var count = currency.Where(s => tile.Statuses.Contains(s.Status)).Sum(s => s.Count);
        return count == 1 ? "1 refund" : $"{NumberFormat.Full(count)} refunds";
    }

    private static string HrefOf(Currency currency, Tile tile) =>
        $"/finance/refunds?status={string.Join(',', tile.Statuses.Select(EnumWords.ToKey))}&currency={currency.Code}";

    /// <summary>Statuses that people count as one.</summary>
    private sealed record Tile(string Label, RefundStatus[] Statuses);
}
