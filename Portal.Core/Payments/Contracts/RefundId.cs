using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

/// <summary>Number of a refund, the same wherever it is told of: with its order, its decision, its sending.</summary>
public readonly record struct RefundId(long Value) : IEntityId<RefundId>
{
    public static RefundId From(long value) => new(value);
}
