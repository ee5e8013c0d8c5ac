using Portal.Core.Kernel;

namespace Portal.Core.Catalog.Contracts;

public readonly record struct CategoryId(long Value) : IEntityId<CategoryId>
{
    public static CategoryId From(long value) => new(value);
}
