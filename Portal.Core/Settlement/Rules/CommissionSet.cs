using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

public readonly record struct CommissionSetId(long Value) : IEntityId<CommissionSetId>
{
    public static CommissionSetId From(long value) => new(value);
}

/// <summary>
/// Commission rules that hold together: a draft until it is published with a start, which makes
/// <see cref="CommissionRule"/>s of it; from then on it says what was published.
/// </summary>
public sealed class CommissionSet : ITenantOwned, IAudited
{
    public const int MaxNameLength = 120;

    public CommissionSetId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Name { get; set; }

    /// <summary>In the order they are asked.</summary>
    public required IReadOnlyList<RuleDraft> Rules { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public string? PublishedByName { get; private set; }

    /// <summary>From when its rules hold; null while it is a draft.</summary>
    public DateTimeOffset? StartsAt { get; private set; }

    /// <summary>It was published, and never held.</summary>
    public DateTimeOffset? TakenBackAt { get; private set; }

    public string? TakenBackByName { get; private set; }

    public uint Version { get; private set; }

    public bool IsDraft => PublishedAt is null;

    internal void Publish(DateTimeOffset start, DateTimeOffset now, string by) =>
        (StartsAt, PublishedAt, PublishedByName) = (start, now, by);

    internal void TakeBack(DateTimeOffset now, string by) =>
        (TakenBackAt, TakenBackByName) = (now, by);
}
