using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Debts;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Settlement;

public partial class EarningsPage
{
    private const int ShownLines = 5;

    private readonly TableFilter[] _filters =
    [
        ChoiceFilter.Of<SaleStatus>("status", "Where it is"),
        new TextFilter("currency", "Currency", "GBP"),
        new TextFilter("shop", "Shop's number", "12"),
    ];

    private IReadOnlyList<SaleSum> _sums = [];
    private IReadOnlyList<OwnDebt> _debts = [];
    private IReadOnlyList<OwnReserve> _reserves = [];

    [Inject]
    public required SaleQueries Sales { get; init; }

    [Inject]
    public required DebtQueries Debts { get; init; }

    [Inject]
    public required ReserveQueries Reserves { get; init; }

    private IEnumerable<IGrouping<Currency, SaleSum>> Currencies => _sums.GroupBy(s => s.Currency);

    protected override async Task OnInitializedAsync()
    {
        var sums = await Sales.SumsAsync(new SaleFilter(), Stopping);
        if (sums.Failed)
        {
            Notices.Refuse(sums.Error);
            return;
        }

        _sums = sums.Value;
        var debts = await Debts.OwnAsync(ShownLines, Stopping);
        _debts = debts.Failed ? [] : debts.Value;
        var reserves = await Reserves.OwnAsync(ShownLines, Stopping);
        _reserves = reserves.Failed ? [] : reserves.Value;
    }

    private async Task<Page<SaleRow>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Sales.ListAsync(
            new SaleFilter(
                query.Choices<SaleStatus>("status"),
                Currency: Currency.TryParse(query.Text("currency"), out var currency)
                    ? currency
                    : null,
                Search: query.Search ?? "",
                Seller: long.TryParse(
                    query.Text("shop"),
                    CultureInfo.InvariantCulture,
                    out var shop
                )
                    ? new SellerId(shop)
                    : null
            ),
            query.Page,
            ct
        );
        return Shown(found);
    }

    private static string AmountOf(IGrouping<Currency, SaleSum> currency, SaleStatus status)
    {
        var sum = currency.FirstOrDefault(s => s.Status == status);
        return MoneyFormat.Full(sum?.Net ?? Money.Zero(currency.Key));
    }

    private static string CountOf(IGrouping<Currency, SaleSum> currency, SaleStatus status)
    {
        var count = currency.FirstOrDefault(s => s.Status == status)?.Count ?? 0;
        return count == 1 ? "1 sale" : $"{NumberFormat.Full(count)} sales";
    }

    private static string HrefOf(Currency currency, SaleStatus status) =>
        $"/earnings?status={SnakeCase.Of(status)}&currency={currency.Code}";
}
