using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

/// <summary>What may be in a basket, and when it may be ordered.</summary>
public static class BasketPolicy
{
    public const int MostLines = 200;
    public const int MostPieces = 10_000;

    /// <summary>Refuses a cart that can no longer be changed.</summary>
    public static Result CheckOpen(Basket basket, DateTimeOffset now) =>
        basket.Cart switch
        {
            { Order: not null } => CheckoutErrors.CartCompleted,
            { ExpiresAt: var end } when end <= now => CheckoutErrors.CartExpired,
            _ => Result.Ok,
        };

    /// <summary>
    /// The basket with so many more of a product, or with exactly so many. The price is today's for all of
    /// its pieces. Zero takes the product out.
    /// </summary>
    public static Result<Basket> Put(Basket basket, long product, int quantity, bool isMore)
    {
        var line = basket.Lines.FirstOrDefault(l => l.ProductId == product);
        if (line?.Offer is not { } offer)
        {
            return CheckoutErrors.ProductNotFound;
        }

        var pieces = isMore ? line.Quantity + quantity : quantity;
        if (pieces > MostPieces)
        {
            return Error.InvalidField("quantity", $"At most {MostPieces} pieces of one product.");
        }

        if (pieces > 0 && CheckOffer(offer, basket.Currency) is { Failed: true } refused)
        {
            return refused.Error;
        }

        var lines = basket
            .Lines.Select(l =>
                l == line ? l with { Quantity = pieces, TakenAt = offer.Price.Minor } : l
            )
            .ToList();
        return lines.Count(l => l.Quantity > 0) > MostLines
            ? CheckoutErrors.TooManyLines
            : basket with
            {
                Lines = lines,
            };
    }

    /// <summary>What the basket costs at today's prices.</summary>
    public static Result<OrderTotal> Total(Basket basket) =>
        OrderTotalPolicy.Compute(
            [
                .. basket
                    .Lines.Where(l => l.Quantity > 0 && l.Offer?.Price.Currency == basket.Currency)
                    .Select(l => new PricedLine(l.Offer!.Seller, l.Offer.Price.Minor, l.Quantity)),
            ],
            basket.Delivery?.Price ?? Money.Zero(basket.Currency),
            basket.Payment,
            basket.TaxBasisPoints
        );

    /// <summary>
    /// The total of a basket that may be ordered as it is. Refuses one in which something is missing, not
    /// for sale, not there, or costs something else than the buyer was told.
    /// </summary>
    public static Result<OrderTotal> CheckOrder(Basket basket)
    {
        if (!basket.Lines.Any(l => l.Quantity > 0))
        {
            return CheckoutErrors.CartEmpty;
        }

        foreach (var line in basket.Lines.Where(l => l.Quantity > 0))
        {
            if (CheckLine(line, basket.Currency) is { Failed: true } refused)
            {
                return refused.Error;
            }
        }

        if (CheckChoices(basket) is { Failed: true } missing)
        {
            return missing.Error;
        }

        var total = Total(basket);
        if (total.Failed)
        {
            return total;
        }

        if (!basket.Payment!.Takes(total.Value.Total - total.Value.Fee))
        {
            return CheckoutErrors.PaymentUnavailable;
        }

        return basket.Cart is { } cart && cart.ToldTotal != total.Value.Total.Minor
            ? CheckoutErrors.TotalChanged(total.Value.Total)
            : total;
    }

    private static Result CheckChoices(Basket basket) =>
        basket switch
        {
            { Address: null } => CheckoutErrors.AddressMissing,
            { Delivery: null } => CheckoutErrors.DeliveryMissing,
            { Payment: null } => CheckoutErrors.PaymentMissing,
            _ => Result.Ok,
        };

    private static Result CheckLine(BasketLine line, Currency currency)
    {
        if (line.Offer is not { } offer)
        {
            return CheckoutErrors.ProductNotFound;
        }

        if (CheckOffer(offer, currency) is { Failed: true } refused)
        {
            return refused;
        }

        if (line.TakenAt is { } taken && taken != offer.Price.Minor)
        {
            return CheckoutErrors.PriceChanged(offer.Sku, offer.Price);
        }

        return offer.Available < line.Quantity
            ? CheckoutErrors.OutOfStock(offer.Sku, line.Quantity, offer.Available)
            : Result.Ok;
    }

    private static Result CheckOffer(ProductOffer offer, Currency currency)
    {
        if (!offer.IsForSale)
        {
            return CheckoutErrors.ProductInactive(offer.Sku);
        }

        return offer.Price.Currency == currency
            ? Result.Ok
            : CheckoutErrors.WrongCurrency(offer.Sku, offer.Price, currency);
    }
}
