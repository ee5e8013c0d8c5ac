using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>So many pieces of something a shop sells, at a price.</summary>
public sealed record PricedLine(SellerId Seller, long UnitPriceMinor, int Quantity);

/// <summary>What one shop has of an order: its lines, and its share of what was charged once for all.</summary>
public sealed record PartTotal(
    SellerId Seller,
    int LineCount,
    long ItemsMinor,
    long DeliveryMinor,
    long FeeMinor,
    long TaxMinor
)
{
    public long TotalMinor => ItemsMinor + DeliveryMinor + FeeMinor;
}

/// <summary>What an order costs and what that is made of.</summary>
/// <param name="Items">Sum of the lines.</param>
/// <param name="Delivery">Price of the delivery; zero while none is chosen.</param>
/// <param name="Fee">Price of the way of paying; zero while none is chosen.</param>
/// <param name="Tax">Contained in the total.</param>
/// <param name="Total">Items, delivery and fee.</param>
/// <param name="Parts">The same per shop, in the order of their first lines; adds up in every amount.</param>
public sealed record OrderTotal(
    Money Items,
    Money Delivery,
    Money Fee,
    Money Tax,
    Money Total,
    IReadOnlyList<PartTotal> Parts
);

/// <summary>
/// The one place where an order's total is computed and split among its shops. Prices contain their
/// tax. What is charged once for the order is split by what each shop's lines cost, each cent to
/// somebody, by the largest remainder.
/// </summary>
public static class OrderTotalPolicy
{
    /// <summary>No order costs more; sums of millions of orders then stay within 64 bits.</summary>
    public const long MostMinor = 1_000_000_000_000;

    private const int BasisPointsPerWhole = 10_000;

    /// <summary>Refuses an order that costs too much.</summary>
    public static Result<OrderTotal> Compute(
        IReadOnlyCollection<PricedLine> lines,
        Money delivery,
        PaymentTerms? payment,
        int taxBasisPoints
    )
    {
        var sold = lines
            .GroupBy(l => l.Seller)
            .Select(g =>
                (
                    Seller: g.Key,
                    Count: g.Count(),
                    Items: g.Aggregate(
                        Int128.Zero,
                        (sum, l) => sum + (Int128)l.UnitPriceMinor * l.Quantity
                    )
                )
            )
            .ToList();
        var cost = sold.Aggregate((Int128)delivery.Minor, (sum, s) => sum + s.Items);
        if (cost > MostMinor)
        {
            return CheckoutErrors.TotalTooLarge;
        }

        var before = delivery with { Minor = (long)cost };
        var fee = payment?.FeeOn(before) ?? Money.Zero(delivery.Currency);
        var total = before + fee;
        var tax = total with { Minor = TaxIn(total.Minor, taxBasisPoints) };

        long[] items = [.. sold.Select(s => (long)s.Items)];
        var deliveries = Split(delivery.Minor, items);
        var fees = Split(fee.Minor, items);
        var taxes = Split(tax.Minor, [.. items.Select((i, n) => i + deliveries[n] + fees[n])]);
        return new OrderTotal(
            before - delivery,
            delivery,
            fee,
            tax,
            total,
            [
                .. sold.Select(
                    (s, n) =>
                        new PartTotal(s.Seller, s.Count, items[n], deliveries[n], fees[n], taxes[n])
                ),
            ]
        );
    }

    /// <summary>
    /// Shares of an amount in proportion to weights, none of which is negative. They add up to the amount:
    /// what rounding down leaves goes, unit by unit, to the largest remainders, of equal ones to the first.
    /// Weights that are all zero count as equal.
    /// </summary>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        if (weights.Count == 0)
        {
            return [];
        }

        var whole = weights.Aggregate(Int128.Zero, (sum, w) => sum + w);
        if (whole == 0)
        {
            return Split(amount, [.. weights.Select(_ => 1L)]);
        }

        var exact = weights.Select(w => Int128.DivRem((Int128)amount * w, whole)).ToList();
        var shares = exact.Select(e => (long)e.Quotient).ToArray();
        var left = (int)(amount - shares.Sum());
        foreach (
            var index in Enumerable
                .Range(0, shares.Length)
                .OrderByDescending(n => exact[n].Remainder)
                .ThenBy(n => n)
                .Take(left)
        )
        {
            shares[index]++;
        }

        return shares;
    }

    /// <summary>The tax in a price that contains it, rounded half up.</summary>
    private static long TaxIn(long gross, int basisPoints)
    {
        var whole = BasisPointsPerWhole + basisPoints;
        return (long)(((Int128)gross * basisPoints + whole / 2) / whole);
    }
}
