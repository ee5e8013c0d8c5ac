namespace Portal.Core.Kernel;

/// <summary>
/// A typed key: an id of one entity cannot be passed for another's. Implemented by
/// <c>readonly record struct XId(long Value)</c>; stored as <c>bigint</c>.
/// </summary>
public interface IEntityId
{
    long Value { get; }
}
