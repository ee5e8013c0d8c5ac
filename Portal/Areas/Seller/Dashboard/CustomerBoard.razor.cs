using Microsoft.AspNetCore.Components;
using Portal.Core.Analytics;
using Portal.Core.Kernel;

namespace Portal.Areas.Seller.Dashboard;

public partial class CustomerBoard
{
    private IReadOnlyList<CustomerRank> _shown = [];
    private IReadOnlyList<CustomerRank>? _found;
    private string _text = "";
    private bool _isHeld;

    [Parameter, EditorRequired]
    public required IReadOnlyList<CustomerRank> Rows { get; set; }

    [Parameter, EditorRequired]
    public DateRange Days { get; set; }

    [Parameter]
    public DateRange? Compared { get; set; }

    [Parameter]
    public bool HasChange { get; set; }

    [Inject]
    public required LeaderboardQueries Boards { get; init; }

    protected override void OnParametersSet() => Show();

    private void Hold() => _isHeld = true;

    private void Release()
    {
        _isHeld = false;
        Show();
    }

    private void Show()
    {
        if (!_isHeld)
        {
            _shown = _found ?? Rows;
        }
    }

    private async Task FindAsync(ChangeEventArgs input)
    {
        _text = input.Value?.ToString() ?? "";
        if (string.IsNullOrWhiteSpace(_text))
        {
            _found = null;
        }
        else
        {
            var asked = _text;
            var found = await Boards.FindCustomersAsync(
                asked,
                Days,
                Compared ?? Days.Previous(),
                CancellationToken.None
            );
            if (asked != _text || found.Failed)
            {
                return;
            }

            _found = found.Value;
        }

        _isHeld = false;
        Show();
    }
}
