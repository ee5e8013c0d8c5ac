using Microsoft.AspNetCore.Components;
using Portal.Areas.Finance.Ledger;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Wallets;

public partial class FinanceWalletPage
{
    private readonly TableFilter[] _filters = [new DaysFilter("days", "Days")];

    private WalletSummary? _wallet;
    private IReadOnlyList<WalletTopUpView> _topUps = [];
    private DataTable<AccountLine>? _history;

    /// <summary>One request until it is booked, so that clicking twice books once.</summary>
    private string _request = NewRequest();

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required WalletQueries Wallets { get; init; }

    [Inject]
    public required AdjustWallet Adjust { get; init; }

    [Inject]
    public required CloseWallet Close { get; init; }

    private WalletId WalletId => new(Id);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var wallet = await Wallets.FindAsync(WalletId, Stopping);
        var topUps = await Wallets.TopUpsAsync(WalletId, Stopping);
        _wallet = wallet.Failed ? null : wallet.Value;
        _topUps = topUps.Failed ? [] : topUps.Value;
    }

    private async Task<Page<AccountLine>> LoadHistoryAsync(
        TableQuery query,
        CancellationToken ct
    ) =>
        Shown(
            await Wallets.HistoryAsync(
                WalletId,
                BookDays.Of(query.Days("days"), query.Today),
                query.Page,
                ct
            )
        );

    private Task AdjustAsync(WalletAdjustmentDraft draft) =>
        RunAsync(
            ct =>
                Adjust.HandleAsync(
                    new AdjustWalletCommand(
                        WalletId,
                        _request,
                        draft.Direction,
                        draft.Amount,
                        draft.Reason
                    ),
                    ct
                ),
            _ =>
                draft.Direction is WalletDirection.Credit
                    ? $"{MoneyFormat.Full(draft.Amount)} is in the wallet."
                    : $"{MoneyFormat.Full(draft.Amount)} was taken from the wallet.",
            _ =>
            {
                _request = NewRequest();
                return ReloadAsync();
            }
        );

    private Task CloseAsync() =>
        RunAsync(
            ct => Close.HandleAsync(new CloseWalletCommand(WalletId), ct),
            done: "The wallet is closed.",
            then: LoadAsync
        );

    private async Task ReloadAsync()
    {
        await LoadAsync();
        await (_history?.ReloadAsync() ?? Task.CompletedTask);
    }

    private static string NewRequest() => $"desk-{Guid.NewGuid():N}";
}
