using Microsoft.AspNetCore.Components;
using Portal.Core.Settlement.Reconciliation;

namespace Portal.Areas.Finance.Reconciliation;

public partial class FinanceDifferencePage
{
    private DifferenceDetail? _detail;
    private ResolutionKind _resolution;
    private Proposal? _proposal;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required DifferenceQueries Differences { get; init; }

    [Inject]
    public required MatchDifference Match { get; init; }

    [Inject]
    public required BookDifference Book { get; init; }

    [Inject]
    public required IgnoreDifference Ignore { get; init; }

    [Inject]
    public required UndoResolution Undo { get; init; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Differences.FindAsync(new DifferenceId(Id), Stopping);
        _detail = found.Failed ? null : found.Value;
    }

    private void Choose(ResolutionKind resolution) => (_resolution, _proposal) = (resolution, null);

    private void ChooseProposal(Proposal proposal) =>
        (_resolution, _proposal) = (ResolutionKind.Matched, proposal);

    private Task ResolveAsync(ResolveDraft draft) =>
        _proposal is { } proposal
            ? RunAsync(
                ct =>
                    Match.HandleAsync(
                        new MatchDifferenceCommand(
                            proposal.Resolves,
                            proposal.Kind,
                            proposal.Targets,
                            draft.Reason,
                            proposal.Off.Minor == 0 ? null : draft.Account
                        ),
                        ct
                    ),
                done: "Matched, and booked.",
                then: LoadAsync
            )
        : _resolution is ResolutionKind.Booked
            ? RunAsync(
                ct =>
                    Book.HandleAsync(
                        new BookDifferenceCommand(
                            new DifferenceId(Id),
                            draft.Account,
                            draft.Reason
                        ),
                        ct
                    ),
                done: "Booked.",
                then: LoadAsync
            )
        : RunAsync(
            ct =>
                Ignore.HandleAsync(
                    new IgnoreDifferenceCommand(new DifferenceId(Id), draft.Reason),
                    ct
                ),
            done: "Left as it is.",
            then: LoadAsync
        );

    private Task UndoAsync() =>
        RunAsync(
            ct => Undo.HandleAsync(new UndoResolutionCommand(new DifferenceId(Id)), ct),
            done: "Taken back. The difference is open again.",
            then: LoadAsync
        );
}
