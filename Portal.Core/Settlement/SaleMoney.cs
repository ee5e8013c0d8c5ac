namespace Portal.Core.Settlement;

/// <summary>How a sale is divided, in minor units of its currency: what is left of it after refunds.</summary>
/// <param name="Gross">What the buyer has paid and not got back.</param>
/// <param name="Commission">The marketplace's part of it.</param>
/// <param name="Tax">Tax on the commission.</param>
public sealed record SaleMoney(long Gross, long Commission, long Tax)
{
    public static readonly SaleMoney Nothing = new(0, 0, 0);

    /// <summary>The seller's.</summary>
    public long Net => Gross - Commission - Tax;

    /// <summary>Commission and tax go back in proportion to the refund, each rounded half up.</summary>
    /// <param name="sold">As it was sold.</param>
    /// <param name="refunded">All that was refunded so far, 0 to the gross.</param>
    public static SaleMoney After(SaleMoney sold, long refunded) =>
        new(
            sold.Gross - refunded,
            sold.Commission - Share(sold.Commission, refunded, sold.Gross),
            sold.Tax - Share(sold.Tax, refunded, sold.Gross)
        );

    public static SaleMoney operator +(SaleMoney one, SaleMoney other) =>
        new(one.Gross + other.Gross, one.Commission + other.Commission, one.Tax + other.Tax);

    public static SaleMoney operator -(SaleMoney one, SaleMoney other) =>
        new(one.Gross - other.Gross, one.Commission - other.Commission, one.Tax - other.Tax);

    private static long Share(long of, long part, long whole) =>
        (long)((((Int128)of * part * 2) + whole) / ((Int128)whole * 2));
}
