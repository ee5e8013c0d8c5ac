using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments;

public readonly record struct PaymentMethodId(long Value) : IEntityId<PaymentMethodId>
{
    public static PaymentMethodId From(long value) => new(value);
}

/// <summary>
/// A way to pay that a tenant offers to buyers of one country in one currency, with what it costs them.
/// The same code in another country or currency is a row of its own.
/// </summary>
public sealed class PaymentMethod : ITenantOwned
{
    public PaymentMethodId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>How programs name it, e.g. <c>card</c>.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>ISO 3166-1, two capital letters.</summary>
    public required string Country { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Name of the gateway that charges; null for the usual one.</summary>
    public string? Gateway { get; set; }

    /// <summary>Smallest amount it takes, before its fee.</summary>
    public required long MinMinor { get; set; }

    /// <summary>Largest amount it takes, before its fee; no limit when null.</summary>
    public long? MaxMinor { get; set; }

    public required long FeeMinor { get; set; }

    /// <summary>On top of the fixed fee, in hundredths of a percent of the amount.</summary>
    public required int FeeBasisPoints { get; set; }

    /// <summary>Place in the list buyers choose from; smaller is earlier.</summary>
    public required int Position { get; set; }

    public bool IsActive { get; set; } = true;
}
