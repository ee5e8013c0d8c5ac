using Microsoft.AspNetCore.Components;
using Portal.Core.Settlement.Payouts;
using Portal.Kit;

namespace Portal.Areas.Finance.Payouts;

public partial class FinancePayoutShopsPage
{
    private IReadOnlyList<PayoutAccountRow>? _accounts;
    private IReadOnlyList<ConnectedAccountRow> _connected = [];
    private PayoutAccountRow? _chosen;

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required KeepBack Keep { get; init; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var accounts = await Payouts.AccountsAsync(Stopping);
        var connected = await Payouts.ConnectedAsync(Stopping);
        if (accounts.Failed || connected.Failed)
        {
            Notices.Refuse(accounts.Failed ? accounts.Error : connected.Error);
            return;
        }

        (_accounts, _connected) = (accounts.Value, connected.Value);
    }

    /// <summary>A pause, or an account at Stripe that takes no transfers yet, before all is well.</summary>
    private (string Text, Tone Tone, string? Why) StateOf(PayoutAccountRow account) =>
        account.PausedReason is not null ? ("Paused", Tone.Warn, account.PausedReason)
        : account.Method is PayoutMethod.Stripe && AtStripe(account) is not { MayReceive: true }
            ? ("Not yet", Tone.Warn, "Account at Stripe not ready")
        : ("Pays", Tone.Good, null);

    private ConnectedAccountRow? AtStripe(PayoutAccountRow account) =>
        _connected.FirstOrDefault(c => c.Seller == account.Seller);

    private Task KeepBackAsync(KeepBackCommand command) =>
        RunAsync(
            ct => Keep.HandleAsync(command, ct),
            done: command.PausedReason is null
                ? "Saved. The reserve is settled, and the rest holds for the next run."
                : "Saved. Nothing is paid to this shop until the pause ends.",
            then: LoadAsync
        );
}
