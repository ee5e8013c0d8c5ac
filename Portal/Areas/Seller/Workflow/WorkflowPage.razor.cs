using Microsoft.AspNetCore.Components;
using Portal.Areas.Shared.Orders;
using Portal.Core.Events.Contracts;
using Portal.Core.Orders;
using Portal.Core.Orders.Workflow;

namespace Portal.Areas.Seller.Workflow;

public partial class WorkflowPage
{
    private WorkflowBoard? _board;

    [Inject]
    public required WorkflowQueries Workflow { get; init; }

    [Inject]
    public required RetryOrders Retry { get; init; }

    protected override async Task OnInitializedAsync()
    {
        Watch(LiveSignals.Orders, LoadAsync);
        await LoadAsync();
    }

    private Task RetryAsync(string code) =>
        RunAsync(
            ct => Retry.HandleAsync(new RetryOrdersCommand(FailureCode: code), ct),
            done: OrderWords.Retried,
            then: _ => LoadAsync()
        );

    private async Task LoadAsync() => _board = await Workflow.BoardAsync(Stopping);

    private long Count(OrderStatus status) =>
        _board?.Stages.FirstOrDefault(s => s.Status == status)?.Count ?? 0;

    /// <summary>One value a minute over the time the board covers, silent minutes as 0.</summary>
    private static decimal[] Trend(WorkflowBoard board, Func<MinuteRate, long> value)
    {
        var byMinute = board.Rates.ToDictionary(r => r.Minute, value);
        var start = board.AsOf - WorkflowQueries.RatesFor;
        var first = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerMinute));
        return
        [
            .. Enumerable
                .Range(0, (int)WorkflowQueries.RatesFor.TotalMinutes)
                .Select(i => (decimal)byMinute.GetValueOrDefault(first.AddMinutes(i))),
        ];
    }
}
