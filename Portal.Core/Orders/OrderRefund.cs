using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

public readonly record struct OrderRefundId(long Value) : IEntityId<OrderRefundId>
{
    public static OrderRefundId From(long value) => new(value);
}

/// <summary>Money of an order to be given back, decided here or told by an imported cancellation.</summary>
public sealed class OrderRefund : ITenantOwned
{
    public OrderRefundId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required OrderId OrderId { get; init; }

    /// <summary>Number of the cancellation in its source, or of the request that granted it; unique in the tenant.</summary>
    public required string SourceReference { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public long? ImportId { get; init; }
}
