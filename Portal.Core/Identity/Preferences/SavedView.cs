using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Preferences;

public readonly record struct SavedViewId(long Value) : IEntityId<SavedViewId>
{
    public static SavedViewId From(long value) => new(value);
}

/// <summary>A named set of filters and sort of one table: its maker's own, or shared with the tenant.</summary>
public sealed class SavedView : ITenantOwned
{
    public const int LongestName = 60;
    public const int LongestQuery = 2000;

    public SavedViewId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required PersonId OwnerId { get; init; }

    /// <summary>The table's name in the pages: orders, imports.</summary>
    public required string Table { get; init; }

    public required string Name { get; set; }

    /// <summary>The address parameters, without the question mark.</summary>
    public required string Query { get; set; }

    public bool IsShared { get; set; }
}
