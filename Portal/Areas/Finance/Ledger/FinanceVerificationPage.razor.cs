using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Seals;
using Portal.Kit.Tables;
using Portal.Shell;

namespace Portal.Areas.Finance.Ledger;

public partial class FinanceVerificationPage
{
    private const int MostShown = 10;

    private IReadOnlyList<VerificationSummary>? _verifications;
    private JobStanding? _requested;

    [Inject]
    public required SealQueries Seals { get; init; }

    [Inject]
    public required RequestVerification Request { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    private bool IsUnderWay => _requested?.State is JobRunState.Waiting or JobRunState.Running;

    protected override async Task OnInitializedAsync()
    {
        Watch(LiveSignals.Jobs, LoadAsync);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var requested = await Seals.RequestedAsync(Stopping);
        var verifications = await Seals.VerificationsAsync(MostShown, Stopping);
        _requested = requested.Failed ? null : requested.Value;
        _verifications = verifications.Failed ? null : verifications.Value;
    }

    private Task VerifyAsync() =>
        RunAsync(
            ct => Request.HandleAsync(new RequestVerificationCommand(), ct),
            done: _ => "The books are being verified.",
            then: _ => LoadAsync()
        );

    private async Task<Page<SealSummary>> LoadSealsAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Seals.ListAsync(query.Page, ct);
        return Shown(found);
    }
}
