using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Orders.CashOnDelivery;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Kit;
using Portal.Kit.Tables;
using Portal.Shell;

namespace Portal.Areas.Finance.Cash;

public partial class FinanceCashPage
{
    private readonly TableFilter[] _filters =
    [
        new ChoiceFilter(
            "state",
            "Cash",
            [
                .. Enum.GetValues<CashState>()
                    .Select(s => new FilterChoice(EnumWords.ToKey(s), CashWords.Of(s))),
            ]
        ),
    ];

    private IReadOnlyList<CashSum>? _sums;
    private DataTable<CashOrder>? _table;
    private TableSelection? _refusing;

    [Inject]
    public required CashOrderQueries Cash { get; init; }

    [Inject]
    public required RecordCash Recording { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    protected override Task OnInitializedAsync() => LoadSumsAsync();

    private async Task LoadSumsAsync()
    {
        var sums = await Cash.SumsAsync(Stopping);
        _sums = sums.Failed ? null : sums.Value;
    }

    private async Task<Page<CashOrder>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Shown(
            await Cash.ListAsync(
                new CashFilter(query.Choices<CashState>("state"), query.Search ?? ""),
                query.Page,
                ct
            )
        );

    private Task ReceiveAsync(TableSelection selection) =>
        RecordAsync(
            selection,
            CashOutcome.Received,
            null,
            count =>
                count == 1
                    ? "The cash of 1 order is received; it is completed now."
                    : $"The cash of {count} orders is received; they are completed now."
        );

    private Task RefuseAsync(string reason) =>
        _refusing is { } selection
            ? RecordAsync(
                selection,
                CashOutcome.Refused,
                reason,
                count =>
                    count == 1
                        ? "1 order is refused; its stock is free again."
                        : $"{count} orders are refused; their stock is free again."
            )
            : Task.CompletedTask;

    private Task RecordAsync(
        TableSelection selection,
        CashOutcome outcome,
        string? reason,
        Func<int, string> words
    ) =>
        RunAsync(
            ct =>
                Recording.HandleAsync(
                    new RecordCashCommand([.. selection.Keys.Select(OrderOf)], outcome, reason),
                    ct
                ),
            words,
            _ => ReloadAsync()
        );

    private async Task ReloadAsync()
    {
        await LoadSumsAsync();
        await (_table?.ReloadAsync() ?? Task.CompletedTask);
    }

    /// <summary>Rows are tries: a key is the order and its try.</summary>
    private static OrderId OrderOf(string key) =>
        new(
            long.Parse(
                key.AsSpan(0, key.IndexOf('-', StringComparison.Ordinal)),
                CultureInfo.InvariantCulture
            )
        );
}
