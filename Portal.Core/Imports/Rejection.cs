using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports;

/// <summary>A row of a file that was not imported, with its reason. Written once, with its chunk.</summary>
public sealed class Rejection : ITenantOwned
{
    public required ImportId ImportId { get; init; }

    /// <summary>Line of the file, the first being 1.</summary>
    public required int Line { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>Name of the field with the mistake; null when it is the row or its order as a whole.</summary>
    public string? Field { get; init; }

    public required string Code { get; init; }

    /// <summary>What stood there, shortened.</summary>
    public string? Value { get; init; }
}
