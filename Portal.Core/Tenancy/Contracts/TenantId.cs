using Portal.Core.Kernel;

namespace Portal.Core.Tenancy.Contracts;

public readonly record struct TenantId(long Value) : IEntityId<TenantId>
{
    public static TenantId From(long value) => new(value);
}

/// <summary>A shop inside a tenant.</summary>
public readonly record struct SellerId(long Value) : IEntityId<SellerId>
{
    public static SellerId From(long value) => new(value);
}

/// <summary>
/// Marks an entity whose rows belong to one tenant. From this mark come the query filter, the
/// stamp on save, the refusal to write another tenant's row, and row-level security on the table.
/// </summary>
public interface ITenantOwned
{
    TenantId TenantId { get; set; }
}
