using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

public readonly record struct DebtRepaymentId(long Value) : IEntityId<DebtRepaymentId>
{
    public static DebtRepaymentId From(long value) => new(value);
}

/// <summary>Money a shop paid to the marketplace's bank against what it owed. Never changed.</summary>
public sealed class DebtRepayment : ITenantOwned, IAppendOnly, IAudited
{
    public DebtRepaymentId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required SellerId SellerId { get; init; }

    /// <summary>The shop's account of the currency.</summary>
    public required AccountId AccountId { get; init; }

    public required Currency Currency { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>What the bank's statement says of it.</summary>
    public required string BankReference { get; init; }

    /// <summary>The day the bank had it.</summary>
    public required DateOnly PaidOn { get; init; }

    /// <summary>Of the request; the same one is booked once.</summary>
    public required string Key { get; init; }

    /// <summary>A person, or <c>cli:user@host</c>.</summary>
    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public Money Amount => new(AmountMinor, Currency);
}
