using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Core.Identity.Preferences;
using Portal.Core.Kernel;
using Portal.Live;
using Portal.Shell;

namespace Portal.Kit.Tables;

public sealed partial class DataTable<TRow> : IDisposable
{
    private readonly TableColumns<TRow> _columns = new();
    private readonly HashSet<string> _selected = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _disposed = new();
    private CancellationTokenSource? _asking;
    private TableShape? _shape;
    private TableState _state = null!;
    private Page<TRow>? _page;
    private string? _shownUri;
    private string? _reference;
    private string _announcement = "";
    private bool _isLoading;
    private bool _isAllMatching;
    private int _questions;
    private ListNews<TRow>? _news;
    private IDisposable? _watch;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    [Inject]
    public required PreferenceQueries Preferences { get; init; }

    [Inject]
    public required LiveUpdates Live { get; init; }

    [Inject]
    public required ILogger<DataTable<TRow>> Log { get; init; }

    /// <summary>Under which a person's layout and views are kept: orders, imports.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>What the rows are, in the plural, for sentences: orders.</summary>
    [Parameter, EditorRequired]
    public required string Noun { get; set; }

    [Parameter]
    public string? Title { get; set; }

    [Parameter, EditorRequired]
    public required Func<TableQuery, CancellationToken, Task<Page<TRow>>> Load { get; set; }

    [Parameter, EditorRequired]
    public required Func<TRow, string> RowKey { get; set; }

    /// <summary>What a row is called when it is read out; its key when not given.</summary>
    [Parameter]
    public Func<TRow, string>? RowName { get; set; }

    /// <summary>Where a row leads; rows without an address lead nowhere.</summary>
    [Parameter]
    public Func<TRow, string?>? Href { get; set; }

    [Parameter]
    public IReadOnlyList<TableFilter> Filters { get; set; } = [];

    /// <summary>Placeholder of the search field; no field without it.</summary>
    [Parameter]
    public string? Search { get; set; }

    /// <summary>Key of the column that sorts when the address names none.</summary>
    [Parameter]
    public string? DefaultSort { get; set; }

    [Parameter]
    public bool DefaultDescending { get; set; }

    /// <summary>Pages by cursor: only forward and back, at the same speed however deep.</summary>
    [Parameter]
    public bool ByCursor { get; set; }

    /// <summary>
    /// The signal, one of <see cref="Portal.Core.Events.Contracts.LiveSignals"/>, that says that rows have moved. They are
    /// brought up to date in their places; other rows are announced and shown when the reader asks for them.
    /// </summary>
    [Parameter]
    public string? Topic { get; set; }

    /// <summary>Before every parameter in the address, for pages with two tables.</summary>
    [Parameter]
    public string Prefix { get; set; } = "";

    /// <summary>Where the whole list is to be had as CSV, under the same address parameters; no link without it.</summary>
    [Parameter]
    public string? Export { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Columns { get; set; }

    /// <summary>Buttons for ticked rows; without them rows cannot be ticked.</summary>
    [Parameter]
    public RenderFragment<TableSelection>? Bulk { get; set; }

    /// <summary>What to show when there are no rows at all: what this list will hold and how to begin.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private string Label => Title ?? char.ToUpperInvariant(Noun[0]) + Noun[1..];

    private TableShape Shape =>
        _shape ??= new TableShape(Filters, DefaultSort, DefaultDescending, Prefix: Prefix);

    private TablePageView PagerView =>
        new(_page!.Rows.Count, _page.Total, _page.IsTotalExact, _page.Next, _page.Previous);

    private bool IsPageTicked => _page!.Rows.All(row => _selected.Contains(RowKey(row)));

    private TableSelection Selection =>
        new(
            _selected,
            _isAllMatching,
            _isAllMatching ? _page!.Total : _selected.Count,
            _state.ToQuery(Clock.BusinessToday)
        );

    private string? ExportHref => Export is null ? null : Export + new Uri(Navigation.Uri).Query;

    private string NewsText =>
        _news!.NewRows switch
        {
            0 => "The list has changed",
            1 => "1 new row",
            var many => $"{NumberFormat.Full(many)} new rows",
        };

    /// <summary>Loads the same rows again, as after an act on them.</summary>
    public async Task ReloadAsync()
    {
        ClearSelection();
        await LoadAsync();
    }

    internal void Add(TableColumn<TRow> column) => _columns.Add(column);

    protected override void OnInitialized()
    {
        _state = TableState.Parse(Navigation.Uri, Shape, Clock.BusinessToday);
        Navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>The columns announce themselves during the first render, so layout and rows come after it.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        if (await Preferences.LayoutAsync(Name, _disposed.Token) is { } kept)
        {
            _columns.Use(kept);
        }

        await FollowAddressAsync();
        if (Topic is not null)
        {
            _watch = Live.Subscribe(
                Topic,
                () => InvokeAsync(LookAgainAsync),
                LiveUpdates.PauseOfLists
            );
        }
    }

    /// <summary>
    /// Something of the topic has moved. A question the reader has asked meanwhile wins, and a look that fails is left to
    /// the next one: the reader has not asked for it and the rows shown are still true of when they were drawn.
    /// </summary>
    internal async Task LookAgainAsync()
    {
        if (_page is null || _isLoading)
        {
            return;
        }

        var questions = _questions;
        try
        {
            var found = await Load(_state.ToQuery(Clock.BusinessToday), _disposed.Token);
            if (questions == _questions)
            {
                Take(ListNews<TRow>.Between(_page, found, RowKey));
            }
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The page is gone.
        }
#pragma warning disable CA1031 // Whatever broke, the reader's own next question shows it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Log.LookFailed(Name, problem);
        }
    }

    private void Take(ListNews<TRow> news)
    {
        _page = news.Shown;
        _news = news.HasMoved ? news : null;
        _announcement = _news is null ? _announcement : NewsText;
        StateHasChanged();
    }

    /// <summary>What is new stands at the head of the list, so that is where it is shown.</summary>
    private async Task ShowNewsAsync()
    {
        if (_state == _state.Page(1))
        {
            await ReloadAsync();
        }
        else
        {
            Go(_state.Page(1));
        }
    }

    private void Go(TableState wanted) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(wanted.ToParameters(Shape)));

    private void OnLocationChanged(object? sender, LocationChangedEventArgs moved) =>
        _ = InvokeAsync(FollowMoveAsync);

    /// <summary>Raised by the navigation, not by the renderer, so a failure has to be handed to it.</summary>
    private async Task FollowMoveAsync()
    {
        try
        {
            await FollowAddressAsync();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            await DispatchExceptionAsync(problem);
        }
    }

    /// <summary>Another page's address is not ours: the table is about to be disposed.</summary>
    private async Task FollowAddressAsync()
    {
        var isOtherPage =
            _shownUri is not null
            && new Uri(_shownUri).AbsolutePath != new Uri(Navigation.Uri).AbsolutePath;
        if (isOtherPage || _shownUri == Navigation.Uri)
        {
            return;
        }

        _shownUri = Navigation.Uri;
        _state = TableState.Parse(Navigation.Uri, Shape, Clock.BusinessToday);
        ClearSelection();
        await LoadAsync();
    }

    /// <summary>Only the newest question is answered on the page: an older answer that comes late is dropped.</summary>
    private async Task LoadAsync()
    {
        _asking?.Cancel();
        _questions++;
        var asking = _asking = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        _isLoading = true;
        StateHasChanged();
        try
        {
            var page = await Load(_state.ToQuery(Clock.BusinessToday), asking.Token);
            if (asking == _asking)
            {
                (_page, _reference, _news) = (page, null, null);
                _announcement = $"{NumberFormat.Full(page.Total)} {Noun}";
            }
        }
        catch (OperationCanceledException) when (asking.IsCancellationRequested)
        {
            // A newer question has been asked, or the page is gone.
        }
        catch (Exception problem) when (asking == _asking)
        {
            // The list fails alone; the rest of the page goes on working.
            _reference = Reference.New();
            Log.ListFailed(Name, _reference, problem);
        }
        finally
        {
            if (asking == _asking)
            {
                _asking = null;
                _isLoading = false;
                StateHasChanged();
            }

            asking.Dispose();
        }
    }

    private void Tick(TRow row)
    {
        _isAllMatching = false;
        if (!_selected.Remove(RowKey(row)))
        {
            _selected.Add(RowKey(row));
        }

        StateHasChanged();
    }

    private void TickPage()
    {
        var isTicked = IsPageTicked;
        ClearSelection();
        if (!isTicked)
        {
            _selected.UnionWith(_page!.Rows.Select(RowKey));
        }
    }

    private void ClearSelection()
    {
        _isAllMatching = false;
        _selected.Clear();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _watch?.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
