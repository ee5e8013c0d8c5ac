using Microsoft.AspNetCore.Components;
using Portal.Core.Settlement.Payouts;

namespace Portal.Areas.Finance.Payouts;

public partial class FinancePayoutShopsPage
{
    private IReadOnlyList<PayoutAccountRow>? _accounts;
    private PayoutAccountRow? _chosen;

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required KeepBack Keep { get; init; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var accounts = await Payouts.AccountsAsync(Stopping);
        if (accounts.Failed)
        {
            Notices.Refuse(accounts.Error);
            return;
        }

        _accounts = accounts.Value;
    }

    private Task KeepBackAsync(KeepBackCommand command) =>
        RunAsync(
            ct => Keep.HandleAsync(command, ct),
            done: command.PausedReason is null
                ? "Saved. The reserve is settled, and the rest holds for the next run."
                : "Saved. Nothing is paid to this shop until the pause ends.",
            then: LoadAsync
        );
}
