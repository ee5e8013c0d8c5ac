using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Rates;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Rates;

public partial class FinanceRatesPage
{
    private Currency _base = RateQueries.Euro;
    private IReadOnlyList<TabLink> _bases = [];
    private RateTable? _table;
    private ExchangeResult? _exchanged;
    private DataTable<Exchange>? _exchanges;

    [SupplyParameterFromQuery]
    public string? Base { get; set; }

    [Inject]
    public required RateQueries Rates { get; init; }

    [Inject]
    public required RequestRateRefresh Request { get; init; }

    [Inject]
    public required ExchangeMoney Exchanging { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        var own = (await Tenants.CurrentAsync(Stopping)).Currency;
        _base = Currency.TryParse(Base, out var chosen) ? chosen : own;
        Currency[] offered = [own, RateQueries.Euro, Currency.Of("USD"), Currency.Of("GBP"), _base];
        _bases = [.. offered.Distinct().Select(c => new TabLink($"1 {c.Code}", HrefOf(c)))];
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var table = await Rates.TableAsync(_base, Stopping);
        var exchanged = await Rates.ResultAsync(Stopping);
        _table = table.Failed ? null : table.Value;
        _exchanged = exchanged.Failed ? null : exchanged.Value;
    }

    private async Task<Page<Exchange>> LoadExchangesAsync(TableQuery query, CancellationToken ct) =>
        Shown(await Rates.ExchangesAsync(query.Page, ct));

    private Task RefreshAsync() =>
        RunAsync(
            ct => Request.HandleAsync(new RequestRateRefreshCommand(), ct),
            done: _ =>
                "The worker takes the rates from their source; they show here once they are in.",
            then: _ => LoadAsync()
        );

    private Task BookAsync(ExchangeMoneyCommand command) =>
        RunAsync(
            ct => Exchanging.HandleAsync(command, ct),
            done: _ =>
                $"Booked: {MoneyFormat.Full(command.From)} into {MoneyFormat.Full(command.To)}.",
            then: async _ =>
            {
                await LoadAsync();
                await (_exchanges?.ReloadAsync() ?? Task.CompletedTask);
            }
        );

    private static string HrefOf(Currency currency) => $"/finance/rates?base={currency.Code}";
}
