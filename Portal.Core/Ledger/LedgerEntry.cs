using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>Something that moved money, with its postings. Final: a mistake is put right by another entry.</summary>
public sealed class LedgerEntry : ITenantOwned, IWrittenByFunction
{
    public EntryId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required DateTimeOffset BookedAt { get; init; }

    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string ReferenceKind { get; init; }

    public required long ReferenceId { get; init; }

    public required string Description { get; init; }
}

/// <summary>One line of an entry: a debit when positive, a credit when negative.</summary>
public sealed class Posting : ITenantOwned, IWrittenByFunction
{
    public required EntryId EntryId { get; init; }

    /// <summary>From 1, in the order they were asked for.</summary>
    public required short Line { get; init; }

    /// <summary>The entry's.</summary>
    public required DateTimeOffset BookedAt { get; init; }

    public TenantId TenantId { get; set; }

    public required AccountId AccountId { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }
}

/// <summary>
/// What makes an entry's key unique: a key of the partitioned entries themselves would have to
/// contain the time, and so the same request could be booked again a moment later.
/// </summary>
public sealed class EntryKey : ITenantOwned, IWrittenByFunction
{
    public TenantId TenantId { get; set; }

    public required string Key { get; init; }

    public required EntryId EntryId { get; init; }

    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>See <see cref="EntryDigest"/>.</summary>
    public required byte[] ContentHash { get; init; }
}

/// <summary>What makes an entry reversible once.</summary>
public sealed class EntryReversal : ITenantOwned, IAppendOnly
{
    /// <summary>The entry that was reversed.</summary>
    public required EntryId EntryId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>Key of the entry that reverses it, booked in the same transaction.</summary>
    public required string ReversedByKey { get; init; }
}
