using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Rates;

public readonly record struct ExchangeId(long Value) : IEntityId<ExchangeId>
{
    public static ExchangeId From(long value) => new(value);
}

/// <summary>Money the tenant's bank changed from one currency into another, beside the reference rate of that day.</summary>
public sealed class Exchange : ITenantOwned
{
    public ExchangeId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>Of the request: the same one is one exchange.</summary>
    public required string Key { get; init; }

    public required Currency FromCurrency { get; init; }

    public required long FromMinor { get; init; }

    public required Currency ToCurrency { get; init; }

    public required long ToMinor { get; init; }

    /// <summary>Units of <see cref="ToCurrency"/> for one of <see cref="FromCurrency"/> by the reference rate.</summary>
    public required decimal ReferenceRate { get; init; }

    public required DateOnly RateDay { get; init; }

    /// <summary>How the bank's statement names it.</summary>
    public required string BankReference { get; init; }

    public required DateTimeOffset BookedAt { get; init; }

    public Money From => new(FromMinor, FromCurrency);

    public Money To => new(ToMinor, ToCurrency);

    /// <summary>What the bank gave for one unit of <see cref="FromCurrency"/>.</summary>
    public decimal BankRate => To.Major / From.Major;

    /// <summary>How far the bank's rate is from the reference, in percent; below zero when the bank gave less.</summary>
    public decimal DeviationPercent => (BankRate / ReferenceRate - 1) * 100;
}
