using System.Text.Json;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// What the buyer of an order chose, in the words and at the rates of that moment. Orders of imports
/// have none.
/// </summary>
public sealed class OrderCheckout : ITenantOwned
{
    public required OrderId OrderId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>A <see cref="DeliveryAddress"/> as JSON.</summary>
    public required string Address { get; init; }

    public required string DeliveryCode { get; init; }

    public required string DeliveryName { get; init; }

    public required string PaymentCode { get; init; }

    public required string PaymentName { get; init; }

    /// <summary>Who charges; null for the usual gateway.</summary>
    public string? PaymentGateway { get; init; }

    /// <summary>The rate the order's tax was computed at.</summary>
    public required int TaxBasisPoints { get; init; }

    internal OrderChoices ToChoices() =>
        new(JsonSerializer.Deserialize<DeliveryAddress>(Address)!, DeliveryName, PaymentName);
}
