using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>A cart as its buyer sees it, at today's prices.</summary>
public sealed record CartView(
    CartId Id,
    DateTimeOffset ExpiresAt,
    string? CustomerReference,
    DeliveryAddress? Address,
    DeliveryOffer? Delivery,
    PaymentView? Payment,
    IReadOnlyList<CartLineView> Lines,
    OrderTotal Total,
    OrderId? OrderId
)
{
    internal static CartView Of(Basket basket, OrderTotal total)
    {
        var cart = basket.Cart!;
        return new CartView(
            cart.Id,
            cart.ExpiresAt,
            basket.CustomerReference,
            basket.Address,
            basket.Delivery,
            basket.Payment is { } terms ? new PaymentView(terms.Code, terms.Name, total.Fee) : null,
            [.. basket.Lines.Where(l => l is { Quantity: > 0, Offer: not null }).Select(LineOf)],
            total,
            cart.Order
        );
    }

    private static CartLineView LineOf(BasketLine line)
    {
        var offer = line.Offer!;
        return new CartLineView(
            line.ProductId,
            offer.Sku,
            offer.Name,
            line.Quantity,
            new Money(line.TakenAt ?? offer.Price.Minor, offer.Price.Currency),
            offer.Price,
            offer.Price * line.Quantity,
            offer.IsForSale && offer.Available >= line.Quantity
        );
    }
}

/// <param name="TakenAt">What one cost when the buyer took it.</param>
/// <param name="UnitPrice">What one costs now.</param>
/// <param name="Total">Of all its pieces, now.</param>
/// <param name="IsAvailable">For sale, and there are as many.</param>
public sealed record CartLineView(
    long ProductId,
    string Sku,
    string Name,
    int Quantity,
    Money TakenAt,
    Money UnitPrice,
    Money Total,
    bool IsAvailable
);

/// <summary>A way to pay, with its fee for one order.</summary>
public sealed record PaymentView(string Code, string Name, Money Fee);

/// <summary>An order that was just placed.</summary>
public sealed record PlacedOrder(
    OrderId Id,
    string Reference,
    OrderStatus Status,
    DateTimeOffset PlacedAt,
    OrderTotal Total
);
