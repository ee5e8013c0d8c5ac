namespace Portal.Core.Kernel;

/// <summary>How long to wait before the next try.</summary>
public static class BackOff
{
    /// <param name="first">After the first try.</param>
    /// <param name="tries">How many there were; each doubles the wait.</param>
    /// <param name="longest">It grows no further.</param>
    public static TimeSpan Doubled(TimeSpan first, int tries, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        return wait < longest ? wait : longest;
    }
}
