using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Wallets;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Wallets;

public partial class FinanceWalletsPage
{
    private readonly TableFilter[] _filters = [new TextFilter("currency", "Currency", "GBP")];

    private IReadOnlyList<WalletSum>? _sums;
    private IReadOnlyList<WalletLimitsView>? _limits;

    [Inject]
    public required WalletQueries Wallets { get; init; }

    [Inject]
    public required WalletLimitQueries Limits { get; init; }

    [Inject]
    public required SaveWalletLimits SaveLimits { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var sums = await Wallets.SumsAsync(Stopping);
        _sums = sums.Failed ? null : sums.Value;
        await LoadLimitsAsync();
    }

    private async Task LoadLimitsAsync()
    {
        var limits = await Limits.ListAsync(Stopping);
        _limits = limits.Failed ? null : limits.Value;
    }

    private async Task<Page<WalletSummary>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Shown(
            await Wallets.ListAsync(
                new WalletFilter(
                    query.Search ?? "",
                    Currency.TryParse(query.Text("currency"), out var currency) ? currency : null
                ),
                query.Page,
                ct
            )
        );

    private Task SaveAsync(SaveWalletLimitsCommand limits) =>
        RunAsync(
            ct => SaveLimits.HandleAsync(limits, ct),
            done: $"Saved. They hold for every {limits.Currency.Code} wallet from now on.",
            then: LoadLimitsAsync
        );
}
