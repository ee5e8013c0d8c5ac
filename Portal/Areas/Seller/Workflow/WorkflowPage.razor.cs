using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Areas.Shared.Orders;
using Portal.Core.Events.Contracts;
using Portal.Core.Orders;
using Portal.Core.Orders.Workflow;
using Portal.Kit;
using Portal.Kit.Charts;
using Portal.Kit.Dates;
using Portal.Shell;

namespace Portal.Areas.Seller.Workflow;

public partial class WorkflowPage
{
    private DateRangeChoice _choice = DateRangeChoice.Default;
    private WorkflowBoard? _board;

    /// <summary>The days of the failures.</summary>
    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    [Inject]
    public required WorkflowQueries Workflow { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    [Inject]
    public required RetryOrders Retry { get; init; }

    protected override void OnInitialized() => Watch(LiveSignals.Orders, LoadAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task RetryAsync(string code) =>
        RunAsync(
            ct =>
                Retry.HandleAsync(
                    new RetryOrdersCommand(FailureCode: code, FailedOn: _board!.FailedOn),
                    ct
                ),
            done: OrderWords.Retried,
            then: _ => LoadAsync()
        );

    private async Task LoadAsync()
    {
        var today = Clock.BusinessToday;
        _choice = DateRangeChoice.Of(Range, "none", today);
        _board = await Workflow.BoardAsync(_choice.On(today), Stopping);
    }

    private long Count(OrderStatus status) =>
        _board?.Stages.FirstOrDefault(s => s.Status == status)?.Count ?? 0;

    private static ChartSeries[] Ended(WorkflowBoard board) =>
        [
            new("Completed", EachMinute(board, r => r.Completed)),
            new("Failed", EachMinute(board, r => r.Failed), Tone: Tone.Bad),
        ];

    private string[] Minutes(WorkflowBoard board) =>
        [
            .. MinutesOf(board)
                .Select(m => Clock.ToLocal(m).ToString("HH:mm", CultureInfo.CurrentCulture)),
        ];

    /// <summary>One value a minute over the time the board covers, silent minutes as 0.</summary>
    private static decimal[] EachMinute(WorkflowBoard board, Func<MinuteRate, long> value)
    {
        var byMinute = board.Rates.ToDictionary(r => r.Minute, value);
        return [.. MinutesOf(board).Select(m => (decimal)byMinute.GetValueOrDefault(m))];
    }

    /// <summary>The minute under way comes last.</summary>
    private static IEnumerable<DateTimeOffset> MinutesOf(WorkflowBoard board)
    {
        var last = board.AsOf.AddTicks(-(board.AsOf.Ticks % TimeSpan.TicksPerMinute));
        var minutes = (int)WorkflowQueries.RatesFor.TotalMinutes;
        return Enumerable.Range(1 - minutes, minutes).Select(i => last.AddMinutes(i));
    }
}
