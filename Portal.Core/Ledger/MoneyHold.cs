using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>Money of one account promised to another until it is posted, voided or its time is over.</summary>
public sealed class MoneyHold : ITenantOwned
{
    public MoneyHoldId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Key { get; init; }

    public required AccountId FromAccountId { get; init; }

    public required AccountId ToAccountId { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public required string ReferenceKind { get; init; }

    public required long ReferenceId { get; init; }

    public required MoneyHoldStatus Status { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was posted of it; the rest was let go.</summary>
    public long? PostedMinor { get; init; }

    public EntryId? EntryId { get; init; }
}

public enum MoneyHoldStatus
{
    /// <summary>The amount is not available to anything else.</summary>
    Pending,

    /// <summary>All of it, or a part, went to the other account.</summary>
    Posted,

    /// <summary>Let go by whoever placed it.</summary>
    Voided,

    /// <summary>Its time was over.</summary>
    Expired,
}
