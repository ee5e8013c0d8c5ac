using System.Text;

namespace Portal.Core.Imports.Csv;

/// <summary>A guess, and whether the values leave room for another one.</summary>
public readonly record struct Detected<T>(T Value, bool IsAmbiguous);

/// <summary>Finds out from values how a column writes its dates and numbers.</summary>
public static class StyleDetection
{
    /// <summary>
    /// Day and month are told apart by values above 12. Where none is, as in 12/1/10, the order is
    /// ambiguous: without leading zeros it is what spreadsheets set to US English write, with
    /// them the rest of the world.
    /// </summary>
    public static Detected<DateOrder> DatesIn(IEnumerable<string> values)
    {
        int yearFirst = 0,
            dayFirst = 0,
            monthFirst = 0,
            undecided = 0,
            unpadded = 0;
        Span<int> parts = stackalloc int[3];
        foreach (var value in values)
        {
            var text = Encoding.UTF8.GetBytes(value);
            if (!DateText.TryReadNumbers(text, parts, out var isYearFirst))
            {
                continue;
            }

            switch (isYearFirst, parts[0] > 12, parts[1] > 12)
            {
                case (true, _, _):
                    yearFirst++;
                    break;
                case (_, true, false):
                    dayFirst++;
                    break;
                case (_, false, true):
                    monthFirst++;
                    break;
                default:
                    undecided++;
                    unpadded += IsUnpadded(value) ? 1 : 0;
                    break;
            }
        }

        if (yearFirst > 0 && yearFirst >= dayFirst + monthFirst + undecided)
        {
            return new(DateOrder.YearFirst, false);
        }

        if (dayFirst + monthFirst > 0)
        {
            // A few dates against the rest are mistakes in rows, which are rejected one by one.
            var order = dayFirst >= monthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;
            return new(order, Math.Min(dayFirst, monthFirst) * 10 > Math.Max(dayFirst, monthFirst));
        }

        return undecided == 0
            ? new(DateOrder.YearFirst, false)
            : new(unpadded > 0 ? DateOrder.MonthFirst : DateOrder.DayFirst, true);
    }

    /// <summary>
    /// The last mark decides when both occur (1.234,56) or when other than three digits follow
    /// (12,5). A column of nothing but 1,234 is ambiguous.
    /// </summary>
    public static Detected<DecimalMark> DecimalsIn(IEnumerable<string> values)
    {
        int point = 0,
            comma = 0,
            undecidedPoint = 0,
            undecidedComma = 0;
        foreach (var value in values)
        {
            var text = value.AsSpan().Trim().TrimEnd(")-€£$¥ \u00A0");
            var (lastPoint, lastComma) = (text.LastIndexOf('.'), text.LastIndexOf(','));
            if (lastPoint < 0 && lastComma < 0)
            {
                continue;
            }

            var last = Math.Max(lastPoint, lastComma);
            var isPoint = last == lastPoint;
            var first = text.IndexOf(text[last]);
            if (first != last)
            {
                // The same mark twice can only group: 1.234.567.
                _ = isPoint ? comma++ : point++;
            }
            else if (text.Length - last - 1 != 3 || Math.Min(lastPoint, lastComma) >= 0)
            {
                _ = isPoint ? point++ : comma++;
            }
            else
            {
                _ = isPoint ? undecidedPoint++ : undecidedComma++;
            }
        }

        if (point + comma > 0)
        {
            return new(comma > point ? DecimalMark.Comma : DecimalMark.Point, false);
        }

        return new(DecimalMark.Point, undecidedPoint + undecidedComma > 0);
    }

    /// <summary>A part of one digit at the start or after the first separator: 1/12/10, 12/1/10.</summary>
    private static bool IsUnpadded(string value)
    {
        var separator = value.AsSpan().IndexOfAny('/', '-', '.');
        var second = separator < 0 ? -1 : value.AsSpan(separator + 1).IndexOfAny('/', '-', '.');
        return (separator == 1 || second == 1) && value[separator] == '/';
    }
}
