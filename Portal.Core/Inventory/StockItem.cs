using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Inventory;

public readonly record struct StockItemId(long Value) : IEntityId<StockItemId>
{
    public static StockItemId From(long value) => new(value);
}

/// <summary>
/// How many of a product there are. Only <c>StockSql</c> writes it, row locked: what is promised to
/// an order is reserved, what has left is sold, and <c>on hand + sold = received</c> always.
/// </summary>
public sealed class StockItem : ITenantOwned
{
    public StockItemId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required ProductId ProductId { get; init; }

    /// <summary>Pieces in the warehouse, reserved ones included.</summary>
    public int OnHand { get; init; }

    /// <summary>Pieces promised to orders that are being paid; the sum of the product's holds.</summary>
    public int Reserved { get; init; }

    /// <summary>Pieces that left with orders, less those that came back.</summary>
    public long Sold { get; init; }

    /// <summary>Pieces that ever came in, corrections by counting included.</summary>
    public long Received { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What an order may still take.</summary>
    public int Available => OnHand - Reserved;
}
