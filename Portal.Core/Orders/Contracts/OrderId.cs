using Portal.Core.Kernel;

namespace Portal.Core.Orders.Contracts;

public readonly record struct OrderId(long Value) : IEntityId<OrderId>
{
    public static OrderId From(long value) => new(value);
}

public readonly record struct CustomerId(long Value) : IEntityId<CustomerId>
{
    public static CustomerId From(long value) => new(value);
}
