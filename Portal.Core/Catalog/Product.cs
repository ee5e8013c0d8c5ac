using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Catalog;

/// <summary>Something a shop sells, known by its SKU within the tenant.</summary>
public sealed class Product : ITenantOwned
{
    public ProductId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required SellerId SellerId { get; init; }

    /// <summary>Stock keeping unit, 1 to 64 characters; unique in the tenant.</summary>
    public required string Sku { get; init; }

    public required string Name { get; set; }

    /// <summary>What kind of thing it is; null while nobody said.</summary>
    public CategoryId? CategoryId { get; set; }

    /// <summary>List price of one, in minor units of <see cref="Currency"/>.</summary>
    public required long PriceMinor { get; set; }

    public required Currency Currency { get; init; }

    public ProductStatus Status { get; set; } = ProductStatus.Draft;

    /// <summary>Where its picture lies in the storage; none yet when null.</summary>
    public string? ImageKey { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public uint Version { get; private set; }

    public Money Price => new(PriceMinor, Currency);
}

public enum ProductStatus
{
    /// <summary>Known but not for sale; the shop completes it.</summary>
    Draft,

    /// <summary>For sale.</summary>
    Active,

    /// <summary>No longer for sale; kept for the orders that name it.</summary>
    Archived,
}
