using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Inventory;

public readonly record struct MovementId(long Value) : IEntityId<MovementId>
{
    public static MovementId From(long value) => new(value);
}

/// <summary>One change of a product's stock on hand. The sum of a product's movements is its stock on hand.</summary>
public sealed class Movement : ITenantOwned, IAppendOnly
{
    public MovementId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required ProductId ProductId { get; init; }

    /// <summary>The order the pieces left with or came back from.</summary>
    public long? OrderId { get; init; }

    /// <summary>Pieces, negative when they left.</summary>
    public required int Quantity { get; init; }

    public required MovementReason Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

public enum MovementReason
{
    /// <summary>Delivered by a supplier, or first stock.</summary>
    Received,

    /// <summary>Left with a completed order.</summary>
    Sold,

    /// <summary>Corrected after counting.</summary>
    Counted,

    /// <summary>Came back from a buyer.</summary>
    Returned,
}
