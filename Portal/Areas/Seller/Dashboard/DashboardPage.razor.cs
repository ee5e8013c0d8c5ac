using Microsoft.AspNetCore.Components;
using Portal.Core.Analytics;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Kit.Dates;

namespace Portal.Areas.Seller.Dashboard;

public partial class DashboardPage
{
    private DateRangeChoice _choice = DateRangeChoice.Default;
    private DateRange? _compared;
    private DashboardView? _view;
    private Error? _refusal;

    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    [SupplyParameterFromQuery]
    public string? Compare { get; set; }

    [Inject]
    public required DashboardQueries Dashboard { get; init; }

    [Inject]
    public required FigureQueries Figures { get; init; }

    protected override void OnInitialized() =>
        Watch(LiveSignals.Figures, () => IsOpenEnded ? LoadAsync() : Task.CompletedTask);

    protected override Task OnParametersSetAsync() => LoadAsync();

    /// <summary>Days that are over change only when an order of them is retried or refunded; a reload shows it.</summary>
    private bool IsOpenEnded => _view is { } view && view.Now.Value.Days.Last >= view.Today;

    private async Task LoadAsync()
    {
        // Business days are the tenant's, wherever the visitor is.
        var today = await Figures.TodayAsync(Stopping);
        if (today.Failed)
        {
            _refusal = today.Error;
            return;
        }

        _choice = DateRangeChoice.Of(Range, Compare, today.Value);
        _compared = _choice.ComparedOn(today.Value);
        var view = await Dashboard.ReadAsync(_choice.On(today.Value), _compared, Stopping);
        if (view.Failed)
        {
            (_view, _refusal) = (null, view.Error);
            return;
        }

        (_view, _refusal) = (view.Value, null);
    }

    private string ExportHref(string format) =>
        $"/dashboard/export.{format}?range={Uri.EscapeDataString(_choice.Text)}&compare={_choice.CompareText}";
}
