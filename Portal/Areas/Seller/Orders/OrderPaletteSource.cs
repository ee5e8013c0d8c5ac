using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Seller.Orders;

/// <summary>Orders by the beginning of their reference, or of a customer's number or email, for the command palette.</summary>
public sealed class OrderPaletteSource(OrderQueries orders) : IPaletteSource
{
    private const int MostShown = 6;

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, CancellationToken ct)
    {
        var found = await orders.ListAsync(
            new OrderFilter { Search = text },
            new PageRequest(Size: MostShown),
            ct
        );
        return [.. found.Rows.Select(Entry)];
    }

    private static PaletteEntry Entry(OrderSummary order) =>
        new(
            order.Reference,
            string.Create(CultureInfo.InvariantCulture, $"/orders/{order.Id.Value}"),
            "orders",
            "Orders",
            $"{order.CustomerName ?? "Guest"} · {MoneyFormat.Full(order.Total)}"
        );
}
