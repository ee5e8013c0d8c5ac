using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

public readonly record struct DifferenceId(long Value) : IEntityId<DifferenceId>
{
    public static DifferenceId From(long value) => new(value);
}

public enum DifferenceKind
{
    /// <summary>A statement has what the books do not.</summary>
    MissingHere,

    /// <summary>The books have what no statement has, though it covers the day.</summary>
    MissingThere,

    /// <summary>Both have it, with different amounts.</summary>
    WrongAmount,

    /// <summary>Both have it, in different currencies.</summary>
    WrongCurrency,

    /// <summary>The statement has it once more than the books.</summary>
    Duplicate,

    /// <summary>Too young to be called missing.</summary>
    Waiting,
}

public enum DifferenceStatus
{
    /// <summary>Waits for its counterpart, or for a person.</summary>
    Open,

    /// <summary>A person said what it is.</summary>
    Resolved,

    /// <summary>Its counterpart came.</summary>
    Cleared,
}

/// <summary>What a person decided about a difference.</summary>
public enum ResolutionKind
{
    /// <summary>The line stands for what was named; what they differ by is booked.</summary>
    Matched,

    /// <summary>Booked on a named account.</summary>
    Booked,

    /// <summary>Nothing is to be booked.</summary>
    Ignored,
}

/// <summary>
/// Something that a statement and the books do not agree on: a line that has no counterpart, or something of ours that
/// no statement has. Found by <c>MatchStatements</c>.
/// </summary>
public sealed class Difference : ITenantOwned, IAudited
{
    public const int MaxReasonLength = 300;

    public DifferenceId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public DifferenceKind Kind { get; private set; }

    public DifferenceStatus Status { get; private set; } = DifferenceStatus.Open;

    public StatementSource Source { get; init; }

    public required string Account { get; init; }

    /// <summary>None when the statement lacks it.</summary>
    public StatementLineId? LineId { get; init; }

    /// <summary>What of ours the line names, or what the statement lacks.</summary>
    public MatchTarget? TargetKind { get; private set; }

    public long? TargetId { get; private set; }

    public required Currency Currency { get; init; }

    /// <summary>What the statement has more than the books; less when below zero.</summary>
    public long AmountMinor { get; private set; }

    public DateOnly OnDay { get; init; }

    public DateTimeOffset FoundAt { get; init; }

    public ResolutionKind? Resolution { get; private set; }

    public string? Reason { get; private set; }

    public PersonId? ResolvedBy { get; private set; }

    public string? ResolvedByName { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>The entry that the resolution booked; none when it booked nothing.</summary>
    public string? EntryKey { get; private set; }

    /// <summary>How often it was resolved; makes the keys of its entries different.</summary>
    public int Turn { get; private set; }

    public uint Version { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Under which key its next resolution is booked.</summary>
    internal string NextEntryKey =>
        FormattableString.Invariant($"difference-{Id.Value}-{Turn + 1}");

    /// <summary>Refuses one that is not open.</summary>
    internal Result Resolve(
        ResolutionKind resolution,
        string reason,
        string? entryKey,
        PersonId? person,
        string name,
        DateTimeOffset now
    )
    {
        if (Status is not DifferenceStatus.Open)
        {
            return ReconciliationErrors.NotOpen;
        }

        (Status, Resolution, Reason, EntryKey) = (
            DifferenceStatus.Resolved,
            resolution,
            reason,
            entryKey
        );
        (ResolvedBy, ResolvedByName, ResolvedAt) = (person, name, now);
        Turn++;
        return Result.Ok;
    }

    /// <summary>Refuses one that no person resolved.</summary>
    internal Result Reopen()
    {
        if (Status is not DifferenceStatus.Resolved)
        {
            return ReconciliationErrors.NotResolved;
        }

        (Status, Resolution, Reason, EntryKey) = (DifferenceStatus.Open, null, null, null);
        (ResolvedBy, ResolvedByName, ResolvedAt) = (null, null, null);
        return Result.Ok;
    }
}
