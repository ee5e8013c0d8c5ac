using Portal.Core.Orders;
using Portal.Core.Orders.Checkout;

namespace Portal.Api;

/// <summary>What an order costs: items, delivery and fee make the total, which contains the tax.</summary>
internal sealed record TotalShape(
    decimal Items,
    decimal Delivery,
    decimal Fee,
    decimal Tax,
    decimal Total
)
{
    public static TotalShape Of(OrderTotal t) =>
        new(t.Items.Major, t.Delivery.Major, t.Fee.Major, t.Tax.Major, t.Total.Major);
}

internal sealed record AddressShape(
    string? Name,
    string? Email,
    string? Line1,
    string? Line2,
    string? PostalCode,
    string? City,
    string? Country
)
{
    public static AddressShape? Of(DeliveryAddress? a) =>
        a is null ? null : new(a.Name, a.Email, a.Line1, a.Line2, a.PostalCode, a.City, a.Country);

    /// <summary>As Core takes it; what is missing is empty there, and refused by its name.</summary>
    public DeliveryAddress ToAddress() =>
        new(
            Name ?? "",
            Email ?? "",
            Line1 ?? "",
            Line2,
            PostalCode ?? "",
            City ?? "",
            Country ?? ""
        );
}

internal sealed record DeliveryShape(string Code, string Name, decimal Price)
{
    public static DeliveryShape? Of(DeliveryOffer? d) =>
        d is null ? null : new(d.Code, d.Name, d.Price.Major);
}

internal sealed record PaymentShape(string Code, string Name, decimal Fee)
{
    public static PaymentShape? Of(PaymentView? p) =>
        p is null ? null : new(p.Code, p.Name, p.Fee.Major);
}

/// <param name="UnitPrice">What one costs now.</param>
/// <param name="TakenAt">What one cost when it was put in; when it differs, the quantity must be set again.</param>
internal sealed record CartLineShape(
    long ProductId,
    string Sku,
    string Name,
    int Quantity,
    decimal UnitPrice,
    decimal TakenAt,
    decimal Total,
    bool IsAvailable
);

internal sealed record CartShape(
    string Id,
    string Currency,
    DateTimeOffset ExpiresAt,
    string? CustomerReference,
    AddressShape? Address,
    DeliveryShape? Delivery,
    PaymentShape? Payment,
    IReadOnlyList<CartLineShape> Lines,
    TotalShape Totals,
    long? OrderId
)
{
    public static CartShape Of(CartView c) =>
        new(
            c.Id.ToString(),
            c.Total.Total.Currency.Code,
            c.ExpiresAt,
            c.CustomerReference,
            AddressShape.Of(c.Address),
            DeliveryShape.Of(c.Delivery),
            PaymentShape.Of(c.Payment),
            [
                .. c.Lines.Select(l => new CartLineShape(
                    l.ProductId,
                    l.Sku,
                    l.Name,
                    l.Quantity,
                    l.UnitPrice.Major,
                    l.TakenAt.Major,
                    l.Total.Major,
                    l.IsAvailable
                )),
            ],
            TotalShape.Of(c.Total),
            c.OrderId?.Value
        );
}

internal sealed record PlacedOrderShape(
    long OrderId,
    string Reference,
    OrderStatus Status,
    DateTimeOffset PlacedAt,
    string Currency,
    TotalShape Totals
)
{
    public static PlacedOrderShape Of(PlacedOrder o) =>
        new(
            o.Id.Value,
            o.Reference,
            o.Status,
            o.PlacedAt,
            o.Total.Total.Currency.Code,
            TotalShape.Of(o.Total)
        );
}

internal sealed record CancelledOrderShape(long OrderId, OrderStatus Status, DateTimeOffset EndedAt)
{
    public static CancelledOrderShape Of(CancelledOrder o) => new(o.Id.Value, o.Status, o.EndedAt);
}

/// <summary>A product and how many of it; wide, so that a number too large is told by its field.</summary>
internal sealed record LineShape(long? ProductId, long? Quantity);
