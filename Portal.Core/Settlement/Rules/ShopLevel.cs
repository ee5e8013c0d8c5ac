using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

public readonly record struct ShopLevelId(long Value) : Kernel.IEntityId<ShopLevelId>
{
    public static ShopLevelId From(long value) => new(value);
}

/// <summary>What a shop's level is from a moment on, until the next. Sales keep the level they were made at.</summary>
public sealed class ShopLevel : ITenantOwned, IAppendOnly, IAudited
{
    public const int MaxLength = 40;

    public ShopLevelId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required SellerId SellerId { get; init; }

    /// <summary>The tenant's own word in lower case, e.g. <c>gold</c>; null for none.</summary>
    public required string? Level { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required string Reason { get; init; }

    public required string SetByName { get; init; }
}
