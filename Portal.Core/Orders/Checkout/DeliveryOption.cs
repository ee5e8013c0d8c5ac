using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

public readonly record struct DeliveryOptionId(long Value) : IEntityId<DeliveryOptionId>
{
    public static DeliveryOptionId From(long value) => new(value);
}

/// <summary>
/// A way an order can reach buyers of one country, with its price in one currency. The same code in
/// another country or currency is a row of its own.
/// </summary>
public sealed class DeliveryOption : ITenantOwned
{
    public DeliveryOptionId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>How programs name it, e.g. <c>standard</c>.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>ISO 3166-1, two capital letters.</summary>
    public required string Country { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>For the whole order, whatever is in it.</summary>
    public required long PriceMinor { get; set; }

    /// <summary>Place in the list buyers choose from; smaller is earlier.</summary>
    public required int Position { get; set; }

    public bool IsActive { get; set; } = true;
}
