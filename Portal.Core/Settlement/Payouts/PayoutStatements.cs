using Portal.Core.Data.Export;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Payouts;

/// <summary>A payout with every sale in it, from its price down to the shop's, and what was carried over or kept. Refuses as the payout itself does.</summary>
public sealed class PayoutStatements(PayoutQueries payouts, SaleQueries sales)
{
    public async Task<Result<PayoutStatement>> FindAsync(PayoutId id, CancellationToken ct)
    {
        var found = await payouts.FindAsync(id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var rows = new List<SaleRow>(found.Value.Payout.SalesCount);
        for (var page = 1; ; page++)
        {
            var read = await sales.ListAsync(
                new SaleFilter(Payout: id),
                new PageRequest(page, PageRequest.MaxSize),
                ct
            );
            if (read.Failed)
            {
                return read.Error;
            }

            rows.AddRange(read.Value.Rows);
            if (read.Value.Rows.Count < PageRequest.MaxSize)
            {
                return new PayoutStatement(found.Value, rows);
            }
        }
    }

    public async Task<Result<ExportTable>> TableAsync(PayoutId id, CancellationToken ct)
    {
        var found = await FindAsync(id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var statement = found.Value;
        var payout = statement.Row.Payout;
        var rows = statement.Sales.Select(Row).ToList();
        if (statement.Gone.Minor != 0)
        {
            rows.Add(Sum("Refunded since, or waiting for the next payout", statement.Gone));
        }

        rows.Add(Sum("Carried over", payout.CarriedOver));
        rows.Add(Sum("Kept as reserve", new Money(-payout.ReserveMinor, payout.Currency)));
        rows.Add(Sum("Payout", payout.Amount));
        return new ExportTable(
            $"Payout {id.Value}",
            [
                "Order",
                "Item",
                "Paid",
                "Price",
                "Refunded",
                "Commission",
                "Tax on commission",
                "Net",
                "Currency",
            ],
            rows
        );
    }

    private static IReadOnlyList<object?> Row(SaleRow sale) =>
        [
            sale.Reference,
            sale.Item,
            sale.CapturedAt,
            sale.Gross.Major,
            sale.Refunded.Major,
            sale.Commission.Major,
            sale.Tax.Major,
            sale.Net.Major,
            sale.Currency.Code,
        ];

    private static IReadOnlyList<object?> Sum(string what, Money amount) =>
        [null, what, null, null, null, null, null, amount.Major, amount.Currency.Code];
}
