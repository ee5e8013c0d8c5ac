using Microsoft.AspNetCore.Components;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Connect;
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
    private IReadOnlyList<ConnectedAccountRow> _connected = [];
    private IReadOnlyList<PayeeShop> _shops = [];
    private string _currency = "";
    private bool _wantsCode;

    /// <summary>The form begins anew after each save.</summary>
    private int _saved;

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required SavePayoutAccount Save { get; init; }

    [Inject]
    public required OpenConnectedAccount Open { get; init; }

    [Inject]
    public required AskConnectedAccount Ask { get; init; }

    /// <summary>The shop for which somebody comes back from Stripe.</summary>
    [SupplyParameterFromQuery]
    public long? Stripe { get; set; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _wantsCode = await StepUp.WantsCodeAsync(Stopping);
        _currency = (await Tenants.CurrentAsync(Stopping)).Currency.Code;
        _shops = await Payouts.OwnShopsAsync(Stopping);
        await LoadAccountsAsync();
        if (Stripe is { } shop && Payouts.HasStripe)
        {
            await AskAsync(new SellerId(shop));
        }
    }

    private async Task LoadAccountsAsync()
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

    private Task AskAsync(SellerId shop) =>
        RunAsync(
            ct => Ask.HandleAsync(new AskConnectedAccountCommand(shop), ct),
            done: "Stripe has said how the account stands.",
            then: LoadAccountsAsync
        );

    private Task OpenAsync((SellerId Shop, string Proof) asked)
    {
        var back = Navigation.ToAbsoluteUri($"/payouts?stripe={asked.Shop.Value}");
        return RunAsync(
            ct =>
                Open.HandleAsync(
                    new OpenConnectedAccountCommand(asked.Shop, back, asked.Proof),
                    ct
                ),
            then: link =>
            {
                Navigation.NavigateTo(link.AbsoluteUri, forceLoad: true);
                return Task.CompletedTask;
            }
        );
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
        return Shown(found);
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
