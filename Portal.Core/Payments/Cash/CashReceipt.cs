using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Cash;

/// <summary>What became of the cash of one charge. Written once, never altered.</summary>
public sealed class CashReceipt : ITenantOwned
{
    public const int MaxReasonLength = 300;

    public required long OrderId { get; init; }

    /// <summary>The order's try it belongs to, from 1.</summary>
    public required int Attempt { get; init; }

    public TenantId TenantId { get; set; }

    public required CashOutcome Outcome { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Why it was refused; a note, or null, where it was received.</summary>
    public string? Reason { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
