namespace Portal.Core.Imports.Csv;

/// <summary>How reading a date ended.</summary>
public enum DateReading
{
    Done,

    /// <summary>Not of the shape of a date.</summary>
    NotADate,

    /// <summary>Shaped like a date, but no such day or time exists.</summary>
    NotExisting,
}

/// <summary>
/// Reads dates as people and programs write them: <c>2025-11-30T14:05:00Z</c>,
/// <c>30.11.25</c>, <c>12/1/10 8:26</c>, <c>30 Nov 2025 2:05 pm</c>.
/// </summary>
public static class DateText
{
    /// <summary>
    /// Without an offset in the text the time is a wall time, given with offset zero and
    /// <paramref name="hasOffset"/> false; the caller knows whose wall it is.
    /// </summary>
    public static DateReading Read(
        ReadOnlySpan<byte> text,
        DateOrder order,
        out DateTimeOffset value,
        out bool hasOffset
    )
    {
        value = default;
        hasOffset = false;
        Span<int> parts = stackalloc int[3];
        var rest = text.Trim(" \t"u8);
        if (!TryReadParts(ref rest, parts, out var isYearFirst, out var isMonthNamed))
        {
            return DateReading.NotADate;
        }

        // A year of four digits in front, or a month in letters, leaves nothing to decide.
        var (year, month, day) = (isYearFirst, isMonthNamed, order) switch
        {
            (true, _, _) => (parts[0], parts[1], parts[2]),
            (_, >= 0, _) => (parts[2], parts[isMonthNamed], parts[1 - isMonthNamed]),
            (_, _, DateOrder.DayFirst) => (parts[2], parts[1], parts[0]),
            (_, _, DateOrder.MonthFirst) => (parts[2], parts[0], parts[1]),
            _ => (parts[0], parts[1], parts[2]),
        };
        year += year < 100 ? 2000 : 0;

        var time = TimeOnly.MinValue;
        var offset = TimeSpan.Zero;
        if (!rest.IsEmpty)
        {
            var reading = ClockText.Read(rest, out time, out offset, out hasOffset);
            if (reading != DateReading.Done)
            {
                return reading;
            }
        }

        if (
            year is < 1 or > 9999
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return DateReading.NotExisting;
        }

        value = new DateTimeOffset(new DateOnly(year, month, day), time, TimeSpan.Zero);
        if (offset != TimeSpan.Zero)
        {
            value = value.Year is > 1 and < 9999 ? value - offset : value;
        }

        return DateReading.Done;
    }

    /// <summary>The three figures of a date with nothing decided; false when it is no such date.</summary>
    public static bool TryReadNumbers(
        ReadOnlySpan<byte> text,
        scoped Span<int> parts,
        out bool isYearFirst
    )
    {
        var rest = text.Trim(" \t"u8);
        return TryReadParts(ref rest, parts, out isYearFirst, out var month) && month < 0;
    }

    private static bool TryReadParts(
        ref ReadOnlySpan<byte> rest,
        scoped Span<int> parts,
        out bool isYearFirst,
        out int monthAt
    )
    {
        isYearFirst = false;
        monthAt = -1;
        if (TryReadCompact(ref rest, parts))
        {
            isYearFirst = true;
            return true;
        }

        for (var part = 0; part < 3; part++)
        {
            if (part > 0 && !SkipSeparator(ref rest))
            {
                return false;
            }

            var digits = CountDigits(rest);
            if (digits > 0)
            {
                if (digits > 4 || (digits > 2 && part == 1) || digits == 3)
                {
                    return false;
                }

                isYearFirst |= part == 0 && digits == 4;
                parts[part] = ToNumber(rest[..digits]);
                rest = rest[digits..];
            }
            else if (monthAt < 0 && part < 2 && TryReadMonth(ref rest, out parts[part]))
            {
                monthAt = part;
            }
            else
            {
                return false;
            }
        }

        return rest.IsEmpty || rest[0] is (byte)' ' or (byte)'T' or (byte)'t' or (byte)',';
    }

    /// <summary><c>20251130</c></summary>
    private static bool TryReadCompact(ref ReadOnlySpan<byte> rest, scoped Span<int> parts)
    {
        if (CountDigits(rest) != 8 || !rest.StartsWith("20"u8) && !rest.StartsWith("19"u8))
        {
            return false;
        }

        parts[0] = ToNumber(rest[..4]);
        parts[1] = ToNumber(rest[4..6]);
        parts[2] = ToNumber(rest[6..8]);
        rest = rest[8..];
        return true;
    }

    private static bool SkipSeparator(ref ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (
            length < rest.Length
            && rest[length] is (byte)'/' or (byte)'-' or (byte)'.' or (byte)' ' or (byte)','
        )
        {
            length++;
        }

        rest = rest[length..];
        return length is 1 or 2;
    }

    private static bool TryReadMonth(ref ReadOnlySpan<byte> rest, out int month)
    {
        month = 0;
        var letters = 0;
        while (letters < rest.Length && char.IsAsciiLetter((char)rest[letters]))
        {
            letters++;
        }

        if (letters < 3)
        {
            return false;
        }

        Span<byte> lower = [(byte)(rest[0] | 32), (byte)(rest[1] | 32), (byte)(rest[2] | 32)];
        var at = "janfebmaraprmayjunjulaugsepoctnovdec"u8.IndexOf(lower);
        rest = rest[letters..];
        month = (at / 3) + 1;
        return at >= 0 && at % 3 == 0;
    }

    internal static int CountDigits(ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? text.Length : other;
    }

    internal static int ToNumber(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
