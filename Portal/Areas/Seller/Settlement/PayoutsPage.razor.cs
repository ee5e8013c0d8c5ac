using Microsoft.AspNetCore.Components;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Settlement;

public partial class PayoutsPage
{
    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<PayoutStatus>("status", "Status"),
        new TextFilter("currency", "Currency", "GBP"),
    ];

    private IReadOnlyList<PayoutAccountRow> _accounts = [];
    private IReadOnlyList<(SellerId Id, string Name)> _shops = [];
    private string _currency = "";
    private bool _wantsCode;

    /// <summary>The form begins anew after each save.</summary>
    private int _saved;

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required SavePayoutAccount Save { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CurrentUser User { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _wantsCode = await StepUp.WantsCodeAsync(Stopping);
        _currency = (await Tenants.CurrentAsync(Stopping)).Currency.Code;
        var reach = await User.ScopeAsync(SettlementPermissions.Bank, Stopping);
        _shops =
        [
            .. (await Tenants.SellerNamesAsync(Stopping))
                .Where(s => reach.IsWholeTenant || reach.Sellers.Contains(s.Key))
                .OrderBy(s => s.Value, StringComparer.CurrentCultureIgnoreCase)
                .Select(s => (s.Key, s.Value)),
        ];
        await LoadAccountsAsync();
    }

    private async Task LoadAccountsAsync()
    {
        var accounts = await Payouts.AccountsAsync(Stopping);
        if (accounts.Failed)
        {
            Notices.Refuse(accounts.Error);
            return;
        }

        _accounts = accounts.Value;
    }

    private async Task<Page<PayoutRow>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Payouts.ListAsync(
            new PayoutFilter(
                Statuses: query.Choices<PayoutStatus>("status"),
                Currency: Currency.TryParse(query.Text("currency"), out var currency)
                    ? currency
                    : null
            ),
            query.Page,
            ct
        );
        if (found.Failed)
        {
            Notices.Refuse(found.Error);
            return Page<PayoutRow>.Empty;
        }

        return found.Value;
    }

    private Task SaveAsync(SavePayoutAccountCommand command) =>
        RunAsync(
            ct => Save.HandleAsync(command, ct),
            done: "Saved. The next payout goes there.",
            then: () =>
            {
                _saved++;
                return LoadAccountsAsync();
            }
        );
}
