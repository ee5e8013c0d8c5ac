using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>
/// Closes a business day of a tenant's books: the hash of its entries and of the seal before. Nothing
/// can be booked before its end any more, and nothing in it altered without breaking the chain.
/// </summary>
public sealed class Seal : ITenantOwned, IAppendOnly
{
    public TenantId TenantId { get; set; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>First instant it covers; where the seal before ends.</summary>
    public required DateTimeOffset FromAt { get; init; }

    /// <summary>First instant it no longer covers.</summary>
    public required DateTimeOffset ThroughAt { get; init; }

    public required long Entries { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset SealedAt { get; init; }
}
