namespace Portal.Core.Settlement;

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
}
