using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Data.Idempotency;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// Writes the order a basket becomes, with everything that hangs on it and the call's answer, in one
/// statement. The caller has checked the right and the basket.
/// </summary>
public sealed class OrderPlacing(
    KeyedCall call,
    CurrentTenant tenant,
    Actor actor,
    LiveSignals signals,
    TimeProvider clock
)
{
    /// <summary>
    /// How a customer is known: by the number the app gives them, or else by a number made from their
    /// email. Shops read the number, and are not told the email.
    /// </summary>
    public static string ReferenceOf(string? given, DeliveryAddress address)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            return given.Trim();
        }

        var email = Encoding.UTF8.GetBytes(address.Email.Trim().ToLowerInvariant());
        return "M-" + Convert.ToHexStringLower(SHA256.HashData(email))[..16];
    }

    /// <summary>Null when the basket's cart was changed or completed meanwhile, or the call is no longer ours.</summary>
    internal async Task<PlacedOrder?> TryPlaceAsync(
        Basket basket,
        OrderTotal total,
        CancellationToken ct
    )
    {
        var id = basket.NextOrder!.Value;
        var placed = new PlacedOrder(
            id,
            string.Create(CultureInfo.InvariantCulture, $"W-{id.Value}"),
            OrderStatus.Pending,
            clock.GetUtcNow(),
            total
        );
        var isPlaced = await call.WriteAsync(
            PlacingSql.Place,
            [
                SqlValue.Of(tenant.Id.Value),
                .. OfOrder(basket, placed),
                .. OfLines(basket),
                .. OfParts(total),
                SqlValue.OrNull(actor.Person?.Value, NpgsqlDbType.Bigint),
                SqlValue.Of(actor.Name),
                SqlValue.Of(SnakeCase.Of(actor.Source)),
            ],
            placed,
            ct
        );
        if (!isPlaced)
        {
            return null;
        }

        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return placed;
    }

    private static IEnumerable<NpgsqlParameter> OfOrder(Basket basket, PlacedOrder placed)
    {
        var (total, address) = (placed.Total, basket.Address!);
        return
        [
            SqlValue.OrNull(basket.Cart?.Id.Value, NpgsqlDbType.Uuid),
            SqlValue.Of(basket.Cart?.Version ?? 0),
            SqlValue.Of(placed.Id.Value),
            SqlValue.Of(placed.Reference),
            SqlValue.OrNull(basket.Customer?.Value, NpgsqlDbType.Bigint),
            SqlValue.Of(ReferenceOf(basket.CustomerReference, address)),
            SqlValue.Of(address.Name),
            SqlValue.Of(address.Email),
            SqlValue.Of(placed.PlacedAt),
            SqlValue.Of(basket.Currency.Code),
            SqlValue.Of(total.Total.Minor),
            SqlValue.Of(total.Delivery.Minor),
            SqlValue.Of(total.Fee.Minor),
            SqlValue.Of(total.Tax.Minor),
            SqlValue.Of(JsonSerializer.Serialize(address)),
            SqlValue.Of(basket.Delivery!.Code),
            SqlValue.Of(basket.Delivery.Name),
            SqlValue.Of(basket.Payment!.Code),
            SqlValue.Of(basket.Payment.Name),
            SqlValue.Of(basket.TaxBasisPoints),
            SqlValue.OrNull(basket.Payment.Gateway, NpgsqlDbType.Text),
        ];
    }

    private static IEnumerable<NpgsqlParameter> OfLines(Basket basket)
    {
        var lines = basket.Lines.Where(l => l.Quantity > 0).ToList();
        return
        [
            SqlValue.Of(lines.Select(l => l.ProductId).ToArray()),
            SqlValue.Of(lines.Select(l => l.Offer!.Seller.Value).ToArray()),
            SqlValue.Of(lines.Select(l => l.Offer!.Sku).ToArray()),
            SqlValue.Of(lines.Select(l => l.Offer!.Name).ToArray()),
            SqlValue.Of(lines.Select(l => l.Quantity).ToArray()),
            SqlValue.Of(lines.Select(l => l.Offer!.Price.Minor).ToArray()),
        ];
    }

    private static IEnumerable<NpgsqlParameter> OfParts(OrderTotal total) =>
        [
            SqlValue.Of(total.Parts.Select(p => p.Seller.Value).ToArray()),
            SqlValue.Of(total.Parts.Select(p => p.TotalMinor).ToArray()),
            SqlValue.Of(total.Parts.Select(p => p.DeliveryMinor).ToArray()),
            SqlValue.Of(total.Parts.Select(p => p.FeeMinor).ToArray()),
            SqlValue.Of(total.Parts.Select(p => p.TaxMinor).ToArray()),
            SqlValue.Of(total.Parts.Select(p => p.LineCount).ToArray()),
        ];
}
