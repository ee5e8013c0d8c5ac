using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

public readonly record struct StatementId(long Value) : IEntityId<StatementId>
{
    public static StatementId From(long value) => new(value);
}

public readonly record struct StatementLineId(long Value) : IEntityId<StatementLineId>
{
    public static StatementLineId From(long value) => new(value);
}

public enum StatementSource
{
    /// <summary>The bank's, of our own account.</summary>
    Bank,

    /// <summary>A gateway's, of what it took, gave back, kept and paid to us.</summary>
    Gateway,
}

/// <summary>What somebody outside says happened to our money in one currency, and what they hold of it at the end. Never changes.</summary>
public sealed class Statement : ITenantOwned
{
    public const int MaxAccountLength = 60;
    public const int MaxReferenceLength = 100;

    public StatementId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required StatementSource Source { get; init; }

    /// <summary>The bank's number of the account, or the name of the gateway.</summary>
    public required string Account { get; init; }

    /// <summary>Whose statement it is among those of the account, e.g. <c>2026-11-20</c>.</summary>
    public required string Reference { get; init; }

    public required Currency Currency { get; init; }

    public required long OpeningMinor { get; init; }

    public required long ClosingMinor { get; init; }

    public required DateOnly FromDay { get; init; }

    public required DateOnly ThroughDay { get; init; }

    public required int LineCount { get; init; }

    /// <summary>SHA-256 of balances and lines, however the file was written.</summary>
    public required byte[] ContentHash { get; init; }

    public required string FileName { get; init; }

    public required string ImportedByName { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }
}
