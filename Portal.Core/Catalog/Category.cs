using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Catalog;

/// <summary>What kind of thing a product is, in a tree. A category stays where it was put; products change theirs.</summary>
public sealed class Category : ITenantOwned, IAudited
{
    public CategoryId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Name { get; init; }

    public CategoryId? ParentId { get; private init; }

    /// <summary>All above it, the top first; the last is its parent.</summary>
    public IReadOnlyList<long> AncestorIds { get; private init; } = [];

    /// <param name="parent">One that is saved; null for the top of a tree.</param>
    /// <param name="name">Unique among its siblings.</param>
    public static Category Under(Category? parent, string name) =>
        new()
        {
            Name = name,
            ParentId = parent?.Id,
            AncestorIds = parent is null ? [] : [.. parent.AncestorIds, parent.Id.Value],
        };
}
