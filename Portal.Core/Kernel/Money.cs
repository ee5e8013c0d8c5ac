using System.Globalization;

namespace Portal.Core.Kernel;

/// <summary>An amount in minor units (pence, cents) of one currency. Adding two currencies throws.</summary>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>
    /// The amount in major units with all the currency's decimals (51.00, not 51), for showing and
    /// for JSON; never for computing.
    /// </summary>
    public decimal Major =>
        (decimal)Minor / Currency.MinorPerMajor
        + new decimal(0, 0, 0, isNegative: false, (byte)Currency.Decimals);

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>
    /// Takes a decimal amount, rounding half away from zero to the currency's decimals.
    /// Throws <see cref="OverflowException"/> beyond the range of a 64-bit integer.
    /// </summary>
    public static Money FromMajor(decimal major, Currency currency) =>
        new(
            checked(
                (long)Math.Round(major * currency.MinorPerMajor, 0, MidpointRounding.AwayFromZero)
            ),
            currency
        );

    public static Money operator +(Money left, Money right) =>
        new(checked(left.Minor + Same(left, right).Minor), left.Currency);

    public static Money operator -(Money left, Money right) =>
        new(checked(left.Minor - Same(left, right).Minor), left.Currency);

    public static Money operator *(Money amount, long times) =>
        new(checked(amount.Minor * times), amount.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public int CompareTo(Money other) => Minor.CompareTo(Same(this, other).Minor);

    /// <summary>For logs and files: <c>12.50 GBP</c>, whatever the culture.</summary>
    public override string ToString() =>
        Major.ToString($"F{Currency.Decimals}", CultureInfo.InvariantCulture) + " " + Currency.Code;

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency
            ? right
            : throw new InvalidOperationException(
                $"{left.Currency} and {right.Currency} cannot be computed together."
            );
}
