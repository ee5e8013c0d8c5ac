using System.Runtime.InteropServices;

namespace Portal.Core.Imports.Csv;

/// <summary>
/// A decimal number as it was written: 1,234.50 is digits 123450 with 2 decimals. Read without
/// floating point, so that an amount is exactly what the file says.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NumberText(long Digits, int Decimals)
{
    /// <summary>Up to 17 digits fit; a longer number is out of every range that is accepted.</summary>
    private const int MaxDigits = 17;

    private static readonly long[] Powers =
    [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
    ];

    /// <summary>
    /// Reads <c>1,234.56</c>, <c>1 234,56</c>, <c>£2.55</c>, <c>(12.00)</c>, <c>12.00-</c>,
    /// <c>-3</c>. Groups must be of three digits, so that 1.234,56 read with the wrong decimal
    /// mark is refused instead of becoming another number.
    /// </summary>
    public static NumberReading Read(
        ReadOnlySpan<byte> text,
        DecimalMark mark,
        out NumberText number
    )
    {
        number = default;
        text = Unwrap(text.Trim(" \t"u8), out var negative);
        if (text.IsEmpty)
        {
            return NumberReading.NotANumber;
        }

        var decimalMark = mark == DecimalMark.Point ? (byte)'.' : (byte)',';
        var groupMark = mark == DecimalMark.Point ? (byte)',' : (byte)'.';
        var scan = new Scan();
        for (var at = 0; at < text.Length; at++)
        {
            var step = StepOf(text[at..], decimalMark, groupMark, out var length);
            if (!scan.Take(step, text[at]))
            {
                return NumberReading.NotANumber;
            }

            at += length - 1;
        }

        if (!scan.IsComplete)
        {
            return NumberReading.NotANumber;
        }

        number = new NumberText(negative ? -scan.Digits : scan.Digits, scan.Decimals);
        return scan.Significant > MaxDigits ? NumberReading.TooLarge : NumberReading.Done;
    }

    /// <summary>The number in units of 10^-decimals; null when that would drop digits or overflow.</summary>
    public long? InUnits(int decimals)
    {
        var (digits, has) = (Digits, Decimals);
        while (has > decimals && digits % 10 == 0)
        {
            (digits, has) = (digits / 10, has - 1);
        }

        if (has > decimals)
        {
            return null;
        }

        var factor = Powers[decimals - has];
        return Math.Abs(digits) > long.MaxValue / factor ? null : digits * factor;
    }

    /// <summary>Takes off sign, brackets and currency signs around the figures.</summary>
    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> text, out bool negative)
    {
        negative = false;
        if (text is [(byte)'(', .. var inside, (byte)')'])
        {
            negative = true;
            text = inside;
        }

        text = Bare(text);
        if (!negative && text is [(byte)'-', .. var after])
        {
            negative = true;
            text = Bare(after);
        }
        else if (!negative && text is [.. var before, (byte)'-'])
        {
            negative = true;
            text = Bare(before);
        }
        else if (text is [(byte)'+', .. var rest])
        {
            text = rest;
        }

        return text;
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t"u8);
        foreach (var sign in CurrencySigns)
        {
            if (text.StartsWith(sign))
            {
                return text[sign.Length..].TrimStart((byte)' ');
            }

            if (text.EndsWith(sign))
            {
                return text[..^sign.Length].TrimEnd((byte)' ');
            }
        }

        return text;
    }

    private static readonly byte[][] CurrencySigns =
    [
        "$"u8.ToArray(),
        "£"u8.ToArray(),
        "€"u8.ToArray(),
        "¥"u8.ToArray(),
    ];

    private static Step StepOf(
        ReadOnlySpan<byte> rest,
        byte decimalMark,
        byte groupMark,
        out int length
    )
    {
        length = 1;
        var first = rest[0];
        if (first is >= (byte)'0' and <= (byte)'9')
        {
            return Step.Digit;
        }

        if (first == decimalMark)
        {
            return Step.Decimal;
        }

        if (first == groupMark || first is (byte)' ' or (byte)'\'')
        {
            return Step.Group;
        }

        // No-break space and narrow no-break space, as French and Scandinavian exports write.
        if (rest.StartsWith("\u00A0"u8))
        {
            length = 2;
            return Step.Group;
        }

        if (rest.StartsWith("\u202F"u8))
        {
            length = 3;
            return Step.Group;
        }

        return Step.Other;
    }

    private enum Step
    {
        Digit,
        Group,
        Decimal,
        Other,
    }

    /// <summary>What has been read so far of one number.</summary>
    private struct Scan
    {
        private int _count;
        private int _inGroup;
        private bool _grouped;
        private bool _fraction;

        public long Digits { get; private set; }

        public int Significant { get; private set; }

        public int Decimals { get; private set; }

        public readonly bool IsComplete => _count > 0 && (!_grouped || _fraction || _inGroup == 3);

        public bool Take(Step step, byte value)
        {
            switch (step)
            {
                case Step.Digit:
                    TakeDigit(value - '0');
                    return true;
                case Step.Group:
                    var groupFits = _grouped ? _inGroup == 3 : _inGroup is >= 1 and <= 3;
                    (_grouped, _inGroup) = (true, 0);
                    return groupFits && !_fraction;
                case Step.Decimal:
                    var endsGroup = !_grouped || _inGroup == 3;
                    var first = !_fraction;
                    _fraction = true;
                    return endsGroup && first;
                default:
                    return false;
            }
        }

        private void TakeDigit(int digit)
        {
            _count++;
            _inGroup++;
            Decimals += _fraction ? 1 : 0;
            if (Significant > 0 || digit > 0)
            {
                Significant++;
            }

            // Beyond the limit the value no longer matters, only that it is too large.
            if (Significant <= MaxDigits)
            {
                Digits = (Digits * 10) + digit;
            }
        }
    }
}

/// <summary>How reading a number ended.</summary>
public enum NumberReading
{
    Done,
    NotANumber,
    TooLarge,
}
