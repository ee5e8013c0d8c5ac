using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

/// <summary>A way to pay as it is offered: for which amounts, and what it costs the buyer.</summary>
/// <param name="Code">How programs name it.</param>
/// <param name="Name">How people name it.</param>
/// <param name="MinMinor">Smallest amount it takes, before its fee.</param>
/// <param name="MaxMinor">Largest amount it takes, before its fee; null without limit.</param>
/// <param name="FeeMinor">Fixed part of the fee.</param>
/// <param name="FeeBasisPoints">Part of the amount, in hundredths of a percent.</param>
/// <param name="Gateway">Who charges; null for the usual one.</param>
public sealed record PaymentTerms(
    string Code,
    string Name,
    long MinMinor,
    long? MaxMinor,
    long FeeMinor,
    int FeeBasisPoints,
    string? Gateway = null
)
{
    private const int BasisPointsPerWhole = 10_000;

    public bool Takes(Money amount) =>
        amount.Minor >= MinMinor && (MaxMinor is not { } most || amount.Minor <= most);

    /// <summary>The fee for paying an amount, rounded half up to a minor unit.</summary>
    public Money FeeOn(Money amount) =>
        amount with
        {
            Minor = checked(
                FeeMinor
                + (long)(
                    ((Int128)amount.Minor * FeeBasisPoints + BasisPointsPerWhole / 2)
                    / BasisPointsPerWhole
                )
            ),
        };
}
