using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// What a buyer is about to order. Written by <c>CartSql</c> only, each time as a whole and under its
/// version, so that two calls at once never mix. It promises neither price nor stock.
/// </summary>
public sealed class Cart : ITenantOwned
{
    public CartId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required Currency Currency { get; init; }

    /// <summary>The buyer's number in the app's own books; without one Portal makes one from their email.</summary>
    public string? CustomerReference { get; init; }

    /// <summary>An <see cref="DeliveryAddress"/> as JSON.</summary>
    public string? Address { get; init; }

    /// <summary>Of the address: decides which deliveries and payments are offered.</summary>
    public string? Country { get; init; }

    public string? DeliveryCode { get; init; }

    public string? PaymentCode { get; init; }

    /// <summary>The total the buyer was last told; the order is refused when it would cost something else.</summary>
    public long TotalMinor { get; init; }

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; init; }

    /// <summary>The order it became; nothing changes any more.</summary>
    public long? OrderId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Moves on with every change; later the cart is removed.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
