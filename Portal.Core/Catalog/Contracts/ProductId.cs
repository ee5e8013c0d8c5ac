using Portal.Core.Kernel;

namespace Portal.Core.Catalog.Contracts;

public readonly record struct ProductId(long Value) : IEntityId<ProductId>
{
    public static ProductId From(long value) => new(value);
}
