using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports;

public readonly record struct SavedMappingId(long Value) : IEntityId<SavedMappingId>
{
    public static SavedMappingId From(long value) => new(value);
}

/// <summary>Columns and options kept under a name for the next file of the same source.</summary>
public sealed class SavedMapping : ITenantOwned, IAudited
{
    public const int LongestName = 80;

    /// <summary>No two of a name.</summary>
    internal const string UniqueKey = "ux_saved_mappings_tenant_id_name";

    public SavedMappingId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>Unique in the tenant.</summary>
    public required string Name { get; init; }

    public required ColumnMapping Mapping { get; set; }

    public required ImportOptions Options { get; set; }

    public required DateOrder DateOrder { get; set; }

    public required DecimalMark DecimalMark { get; set; }

    [NotAudited]
    public DateTimeOffset UpdatedAt { get; set; }
}
