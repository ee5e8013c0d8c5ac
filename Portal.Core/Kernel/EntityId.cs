namespace Portal.Core.Kernel;

/// <summary>
/// A typed key: an id of one entity cannot be passed for another's. Implemented by
/// <c>readonly record struct XId(long Value)</c>; stored as <c>bigint</c>, handed out by PostgreSQL.
/// </summary>
public interface IEntityId<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    long Value { get; }

    static abstract TSelf From(long value);
}
