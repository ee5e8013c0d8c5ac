namespace Portal.Core.Returns.Contracts;

/// <summary>
/// Divides a refund among the lines of its order in proportion to what is left of each. Every line gets
/// what the running sum, rounded down, has grown by, so the parts add up and none exceeds its line.
/// </summary>
public static class RefundSplit
{
    /// <param name="amount">At most the sum of the lines; what is beyond it is nobody's.</param>
    /// <param name="left">What each line can still give back, 0 or more.</param>
    public static long[] Of(long amount, IReadOnlyList<long> left)
    {
        ArgumentNullException.ThrowIfNull(left);
        var parts = new long[left.Count];
        var whole = left.Sum();
        if (whole == 0)
        {
            return parts;
        }

        var (given, upTo, most) = (0L, 0L, Math.Min(amount, whole));
        for (var i = 0; i < parts.Length; i++)
        {
            upTo += left[i];
            var due = (long)((Int128)most * upTo / whole);
            (parts[i], given) = (due - given, due);
        }

        return parts;
    }

    /// <summary>
    /// The same for a refund that names what it takes of some lines: these first, as far as they have it, and the rest in
    /// proportion to what is left then.
    /// </summary>
    /// <param name="amount">At most the sum of the lines; what is beyond it is nobody's.</param>
    /// <param name="left">What each line can still give back, 0 or more.</param>
    /// <param name="named">What is named of the line at a place in the list; 0 for none.</param>
    public static long[] Of(long amount, IReadOnlyList<long> left, Func<int, long> named)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(named);
        var parts = new long[left.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Math.Min(named(i), left[i]);
        }

        var rest = Of(amount - parts.Sum(), [.. left.Zip(parts, (has, taken) => has - taken)]);
        return [.. parts.Zip(rest, (taken, more) => taken + more)];
    }
}
