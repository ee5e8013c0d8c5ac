namespace Portal.Core.Imports.Csv;

/// <summary>
/// Reads what follows the day in a date: <c> 8:26</c>, <c>T14:05:00.123Z</c>,
/// <c>, 2:05 pm</c>, <c> 14:05 +01:00</c>.
/// </summary>
internal static class ClockText
{
    public static DateReading Read(
        ReadOnlySpan<byte> rest,
        out TimeOnly time,
        out TimeSpan offset,
        out bool hasOffset
    )
    {
        (time, offset, hasOffset) = (default, default, false);
        rest = rest.TrimStart(" ,Tt"u8);
        Span<int> parts = [0, 0, 0];
        var count = 0;
        while (count < 3)
        {
            var digits = DateText.CountDigits(rest);
            if (digits is 0 or > 2)
            {
                return DateReading.NotADate;
            }

            parts[count++] = DateText.ToNumber(rest[..digits]);
            rest = rest[digits..];
            if (rest.IsEmpty || rest[0] != (byte)':')
            {
                break;
            }

            rest = rest[1..];
        }

        if (count < 2)
        {
            return DateReading.NotADate;
        }

        SkipFraction(ref rest);
        var hour = parts[0];
        if (!TryReadHalf(ref rest, ref hour) || !TryReadOffset(rest, out offset, out hasOffset))
        {
            return DateReading.NotADate;
        }

        if (hour > 23 || parts[1] > 59 || parts[2] > 59)
        {
            return DateReading.NotExisting;
        }

        time = new TimeOnly(hour, parts[1], parts[2]);
        return DateReading.Done;
    }

    /// <summary>Fractions of a second are read over: no order is placed that exactly.</summary>
    private static void SkipFraction(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length > 1 && rest[0] is (byte)'.' or (byte)',')
        {
            rest = rest[(1 + DateText.CountDigits(rest[1..]))..];
        }

        rest = rest.TrimStart((byte)' ');
    }

    private static bool TryReadHalf(ref ReadOnlySpan<byte> rest, ref int hour)
    {
        if (rest.Length < 2 || (rest[1] | 32) != 'm')
        {
            return true;
        }

        var half = rest[0] | 32;
        rest = rest[2..].TrimStart((byte)' ');
        if (half is not ('a' or 'p') || hour is < 1 or > 12)
        {
            return false;
        }

        hour = (hour % 12) + (half == 'p' ? 12 : 0);
        return true;
    }

    private static bool TryReadOffset(
        ReadOnlySpan<byte> rest,
        out TimeSpan offset,
        out bool hasOffset
    )
    {
        offset = TimeSpan.Zero;
        hasOffset = !rest.IsEmpty;
        if (rest.IsEmpty || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("z"u8))
        {
            return true;
        }

        if (rest.SequenceEqual("UTC"u8) || rest.SequenceEqual("GMT"u8))
        {
            return true;
        }

        var isNegative = rest[0] == (byte)'-';
        if (!isNegative && rest[0] != (byte)'+')
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[4];
        var count = 0;
        foreach (var value in rest[1..])
        {
            if (value == (byte)':' && count == 2)
            {
                continue;
            }

            if (value is < (byte)'0' or > (byte)'9' || count == 4)
            {
                return false;
            }

            digits[count++] = value;
        }

        if (count is not (2 or 4))
        {
            return false;
        }

        var minutes =
            (DateText.ToNumber(digits[..2]) * 60)
            + (count == 4 ? DateText.ToNumber(digits[2..]) : 0);
        offset = TimeSpan.FromMinutes(isNegative ? -minutes : minutes);
        return minutes <= 14 * 60;
    }
}
