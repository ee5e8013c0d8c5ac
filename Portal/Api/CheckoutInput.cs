using System.Globalization;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Orders.Checkout;

namespace Portal.Api;

/// <summary>Reads what carts and orders are asked with.</summary>
internal static class CheckoutInput
{
    /// <summary>A number that cannot be one is answered as a cart that is not there: carts are not guessed.</summary>
    public static CartId Cart(this ApiInput input, string id)
    {
        if (!CartId.TryParse(id, out var cart))
        {
            input.Refuse(CheckoutErrors.CartNotFound);
        }

        return cart;
    }

    public static ProductId Product(this ApiInput input, string field, long? id)
    {
        if (id is > 0)
        {
            return new ProductId(id.Value);
        }

        input.Mistake(field, "Must be a positive number.");
        return default;
    }

    public static int Quantity(this ApiInput input, string field, long? quantity, int least)
    {
        if (quantity >= least && quantity <= BasketPolicy.MostPieces)
        {
            return (int)quantity;
        }

        input.Mistake(field, $"Must be a number from {least} to {BasketPolicy.MostPieces}.");
        return least;
    }

    public static IReadOnlyList<WantedLine> Lines(
        this ApiInput input,
        IReadOnlyList<LineShape?>? lines
    )
    {
        if (lines is null or { Count: 0 or > BasketPolicy.MostLines })
        {
            input.Mistake("lines", $"Name 1 to {BasketPolicy.MostLines} products.");
            return [];
        }

        return
        [
            .. lines.Select(
                (line, index) =>
                {
                    var field = string.Create(CultureInfo.InvariantCulture, $"lines[{index}]");
                    return new WantedLine(
                        input.Product($"{field}.product_id", line?.ProductId),
                        input.Quantity($"{field}.quantity", line?.Quantity, least: 1)
                    );
                }
            ),
        ];
    }

    public static DeliveryAddress Address(this ApiInput input, AddressShape? address)
    {
        if (address is null)
        {
            input.Mistake("address", "Say where the order goes.");
        }

        return (address ?? new(null, null, null, null, null, null, null)).ToAddress();
    }
}
