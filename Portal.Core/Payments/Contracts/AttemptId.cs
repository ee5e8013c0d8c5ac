using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

public readonly record struct AttemptId(long Value) : IEntityId<AttemptId>
{
    public static AttemptId From(long value) => new(value);
}
