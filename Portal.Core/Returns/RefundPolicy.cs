using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns.Contracts;

namespace Portal.Core.Returns;

/// <summary>A line of an order with what of it can still be given back.</summary>
/// <param name="LineNo">Below zero for a shop's share of what was charged beside the lines.</param>
/// <param name="LeftMinor">In the order's currency, 0 or more.</param>
public sealed record RefundableLine(int LineNo, long LeftMinor);

/// <summary>An earlier refund of the order.</summary>
/// <param name="AmountMinor">All of it.</param>
/// <param name="Lines">What of it fell to which line; empty when it was told without.</param>
public sealed record EarlierRefund(long AmountMinor, IReadOnlyList<(int LineNo, long Minor)> Lines);

/// <summary>Which refunds of an order are possible, and what of them falls to which line.</summary>
public static class RefundPolicy
{
    /// <summary>
    /// Where money of an order may go that this gateway took; the first is the usual one. Cash has no way back: a person
    /// pays it out, so the wallet of a buyer who has one comes first.
    /// </summary>
    public static IReadOnlyList<RefundDestination> DestinationsOf(
        string gateway,
        bool hasCustomer
    ) =>
        (hasCustomer, gateway) switch
        {
            (false, _) => [RefundDestination.OriginalMethod],
            (_, CashReceiptsSql.Gateway) =>
            [
                RefundDestination.Wallet,
                RefundDestination.OriginalMethod,
            ],
            _ => [RefundDestination.OriginalMethod, RefundDestination.Wallet],
        };

    /// <summary>
    /// What is left of each line after earlier refunds, taken in their order: what named its lines from these, the
    /// rest, and what lines no longer had, in proportion to what is left.
    /// </summary>
    public static IReadOnlyList<RefundableLine> Left(
        IReadOnlyList<RefundableLine> sold,
        IEnumerable<EarlierRefund> earlier
    )
    {
        ArgumentNullException.ThrowIfNull(sold);
        ArgumentNullException.ThrowIfNull(earlier);
        var left = sold.Select(l => l.LeftMinor).ToArray();
        foreach (var refund in earlier)
        {
            var parts = RefundSplit.Of(
                refund.AmountMinor,
                left,
                line => refund.Lines.FirstOrDefault(l => l.LineNo == sold[line].LineNo).Minor
            );
            left = [.. left.Zip(parts, (has, taken) => has - taken)];
        }

        return [.. sold.Select((line, i) => line with { LeftMinor = left[i] })];
    }

    /// <summary>Divides what is asked among the lines; refuses what is not above zero and what is no longer there.</summary>
    /// <param name="left">Of the whole order.</param>
    /// <param name="lines">What is left of each line.</param>
    /// <param name="asked">By line; empty when an amount over the whole order is asked.</param>
    /// <param name="amount">Over the whole order; null when lines are asked.</param>
    public static Result<IReadOnlyList<(int LineNo, long Minor)>> Divide(
        Money left,
        IReadOnlyList<RefundableLine> lines,
        IReadOnlyList<AskedLine> asked,
        Money? amount
    )
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(asked);
        if (asked.Count > 0 == amount.HasValue)
        {
            return ReturnErrors.NothingAsked;
        }

        Money[] amounts = amount is { } whole ? [whole] : [.. asked.Select(l => l.Amount)];
        if (amounts.Any(a => a.Currency != left.Currency))
        {
            return ReturnErrors.WrongCurrency;
        }

        if (amounts.Any(a => a.Minor <= 0))
        {
            return ReturnErrors.AmountNotPositive;
        }

        // One taken from the other, as a sum of what is asked might overflow.
        var rest = left;
        foreach (var one in amounts)
        {
            if (one > rest)
            {
                return ReturnErrors.BeyondCaptured(left);
            }

            rest -= one;
        }

        return amount is { } over ? Over(over, lines) : ByLine(left.Currency, lines, asked);
    }

    private static Result<IReadOnlyList<(int LineNo, long Minor)>> ByLine(
        Currency currency,
        IReadOnlyList<RefundableLine> lines,
        IReadOnlyList<AskedLine> asked
    )
    {
        if (asked.DistinctBy(a => a.LineNo).Count() != asked.Count)
        {
            return ReturnErrors.LineNotFound;
        }

        foreach (var line in asked)
        {
            var found = lines.FirstOrDefault(l => l.LineNo == line.LineNo);
            if (found is null)
            {
                return ReturnErrors.LineNotFound;
            }

            if (line.Amount.Minor > found.LeftMinor)
            {
                return ReturnErrors.BeyondLine(line.LineNo, new Money(found.LeftMinor, currency));
            }
        }

        return asked.Select(a => (a.LineNo, a.Amount.Minor)).ToList();
    }

    private static List<(int LineNo, long Minor)> Over(
        Money amount,
        IReadOnlyList<RefundableLine> lines
    )
    {
        var parts = RefundSplit.Of(amount.Minor, [.. lines.Select(l => l.LeftMinor)]);
        return
        [
            .. lines.Select((line, i) => (line.LineNo, Minor: parts[i])).Where(p => p.Minor > 0),
        ];
    }
}
