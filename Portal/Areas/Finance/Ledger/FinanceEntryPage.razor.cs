using Microsoft.AspNetCore.Components;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;

namespace Portal.Areas.Finance.Ledger;

public partial class FinanceEntryPage
{
    /// <summary>One request for as long as the page is open, so that clicking twice reverses once.</summary>
    private readonly string _request = $"reversal-{Guid.NewGuid():N}";

    private EntryDetail? _entry;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required EntryQueries Entries { get; init; }

    [Inject]
    public required ReverseEntry Reverse { get; init; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Entries.FindAsync(new EntryId(Id), Stopping);
        _entry = found.Failed ? null : found.Value;
    }

    private Task ReverseAsync(string reason) =>
        RunAsync(
            ct =>
                Reverse.HandleAsync(
                    new ReverseEntryCommand(new EntryId(Id), $"{_request}-{Id}", reason),
                    ct
                ),
            done: booked => $"Entry {booked.Id.Value} reverses it.",
            then: _ => LoadAsync()
        );
}
