using Portal.Core.Kernel;
using Portal.Core.Settlement.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>A line that is expected of a gateway for what another module has booked. Written by <see cref="GatewayMovements"/>.</summary>
public sealed class ExpectedMovement : ITenantOwned
{
    public TenantId TenantId { get; set; }

    public required GatewayMovementKind Kind { get; init; }

    /// <summary>What moved it, by its module's own number.</summary>
    public required long TargetId { get; init; }

    public required string Gateway { get; init; }

    /// <summary>The gateway's number of it.</summary>
    public required string Reference { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Below zero when the gateway has less.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>What of the gateway's fee its entry books.</summary>
    public required long FeeMinor { get; init; }

    public required string EntryKey { get; init; }

    public required DateTimeOffset MovedAt { get; init; }
}
