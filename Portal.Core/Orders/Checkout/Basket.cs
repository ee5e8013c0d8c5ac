using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>A product as it is sold now.</summary>
public sealed record ProductOffer(
    SellerId Seller,
    string Sku,
    string Name,
    Money Price,
    bool IsForSale,
    int Available
);

/// <summary>So many pieces of a product.</summary>
/// <param name="ProductId">Of the tenant, if <paramref name="Offer"/> is there.</param>
/// <param name="Quantity">Zero for a product that was only asked about.</param>
/// <param name="TakenAt">What one cost when the buyer took it, in minor units; null when nobody told them.</param>
/// <param name="Offer">Null when the tenant has no such product.</param>
public sealed record BasketLine(long ProductId, int Quantity, long? TakenAt, ProductOffer? Offer);

/// <summary>A delivery as it is offered for the basket's country and currency.</summary>
public sealed record DeliveryOffer(string Code, string Name, Money Price);

/// <summary>The cart a basket was read from.</summary>
/// <param name="Version">What the next write must find.</param>
/// <param name="ToldTotal">The total the buyer was last told, in minor units.</param>
/// <param name="Order">What it became.</param>
public sealed record BasketCart(
    CartId Id,
    int Version,
    long ToldTotal,
    OrderId? Order,
    DateTimeOffset ExpiresAt
);

/// <summary>
/// All that decides whether and for how much something can be ordered: what the buyer wants, and what
/// is offered at this moment.
/// </summary>
/// <param name="Cart">None for an order in one call.</param>
/// <param name="Country">Of the address, or asked about.</param>
/// <param name="Customer">Known by <paramref name="CustomerReference"/> already.</param>
/// <param name="Delivery">Null when none was chosen, or it is not offered.</param>
/// <param name="Payment">Null when none was chosen, or it is not offered.</param>
/// <param name="NextOrder">A number of its own for the order this becomes; only when asked for.</param>
public sealed record Basket(
    BasketCart? Cart,
    Currency Currency,
    string? CustomerReference,
    CustomerId? Customer,
    DeliveryAddress? Address,
    string? Country,
    DeliveryOffer? Delivery,
    PaymentTerms? Payment,
    int TaxBasisPoints,
    IReadOnlyList<BasketLine> Lines,
    OrderId? NextOrder
);
