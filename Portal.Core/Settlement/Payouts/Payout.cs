using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

public readonly record struct PayoutId(long Value) : IEntityId<PayoutId>
{
    public static PayoutId From(long value) => new(value);
}

public enum PayoutStatus
{
    /// <summary>Held until its run is approved.</summary>
    Submitted,

    /// <summary>On its way to the bank, or through Stripe.</summary>
    Sent,

    /// <summary>The bank or Stripe has confirmed it.</summary>
    Paid,

    /// <summary>The bank gave it back, or Stripe did not take or keep it; the money is in the balance again.</summary>
    Returned,

    /// <summary>Its run was cancelled; the money is in the balance again.</summary>
    Cancelled,
}

/// <summary>What one shop is paid in a run. Its sales carry its number. Moved with its run by <c>PayoutsSql</c>.</summary>
public sealed class Payout : ITenantOwned
{
    public PayoutId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required PayoutRunId RunId { get; init; }

    public required SellerId SellerId { get; init; }

    public required Currency Currency { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>What its sales were worth to the shop when it was submitted.</summary>
    public required long SalesMinor { get; init; }

    /// <summary>How many sales.</summary>
    public required int SalesCount { get; init; }

    /// <summary>What was kept as reserve when it was submitted, this time and before.</summary>
    public required long ReserveMinor { get; init; }

    /// <summary>As it was when it was submitted, and so in the bank's file.</summary>
    public required string HolderName { get; init; }

    /// <summary>Empty for those through Stripe.</summary>
    public required string Iban { get; init; }

    public PayoutMethod Method { get; init; }

    /// <summary>The connected account it goes to; none for those through the bank.</summary>
    public string? StripeAccount { get; init; }

    public required PayoutStatus Status { get; init; }

    public MoneyHoldId? HoldId { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    public string? ReturnedReason { get; init; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>What does not come from its sales: kept back or refunded before, and the reserve kept now.</summary>
    public Money CarriedOver => new(AmountMinor + ReserveMinor - SalesMinor, Currency);
}
