using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>One account of a tenant's chart. What changes about it is in its <see cref="AccountBalance"/>.</summary>
public sealed class LedgerAccount : ITenantOwned, IAppendOnly
{
    public AccountId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required AccountKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>See <see cref="AccountOwner"/>.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
}

/// <summary>
/// Where an account stands now: the sum of its postings, and what of it is held. Written by
/// <c>ledger.post_entries</c> and <c>HoldsSql</c> only, row locked, in order of account.
/// </summary>
public sealed class AccountBalance : ITenantOwned
{
    public required AccountId AccountId { get; init; }

    public TenantId TenantId { get; set; }

    public required Currency Currency { get; init; }

    /// <summary>1 for an account that grows by debits, -1 for one that grows by credits.</summary>
    public required short Sign { get; init; }

    /// <summary>From the chart; false keeps the balance at or above what is held.</summary>
    public required bool MayFallBelowZero { get; init; }

    /// <summary>Debits less credits; times <see cref="Sign"/> it is the balance people read.</summary>
    public long Minor { get; init; }

    /// <summary>Promised to pending holds.</summary>
    public long HeldMinor { get; init; }

    /// <summary>From then on nothing is booked to the account.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
