namespace Portal.Core.Imports.Samples;

/// <summary>
/// Chance with a seed. An own generator (xorshift), so that a file stays the same with every
/// version of the framework.
/// </summary>
internal sealed class SampleRandom(int seed)
{
    private ulong _state = ((ulong)(uint)seed * 0x9E3779B97F4A7C15) + 0xD1B54A32D192ED03;

    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 11) % (uint)below);
    }

    /// <summary>Small numbers come much more often than large ones.</summary>
    public int Skewed(int below)
    {
        var share = Next(1 << 15);
        return (int)((long)below * share / (1 << 15) * share / (1 << 15) * share / (1 << 15));
    }

    /// <summary>One to twelve lines, five on average.</summary>
    public int Basket() => 1 + Next(5) + (Next(3) == 0 ? Next(8) : 1);

    public int Quantity() =>
        Next(10) switch
        {
            < 6 => 1,
            < 8 => 2,
            8 => 3 + Next(4),
            _ => 6 * (1 + Next(4)),
        };

    /// <summary>Half of the orders come from a tenth of the customers.</summary>
    public int Customer(int count) =>
        1 + (Next(2) == 0 ? Next(Math.Max(1, count / 10)) : Next(count));

    /// <summary>How long before midnight; most orders come between five and eleven at night.</summary>
    public TimeSpan EveningMinutes() =>
        TimeSpan.FromSeconds(60 + (Next(10) < 6 ? 3_600 + Next(6 * 3_600) : Next(22 * 3_600)));
}
