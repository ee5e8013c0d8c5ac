using System.Diagnostics;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// Waits for something that comes true by itself, e.g. events passing the snapshot horizon, which
/// any open transaction of the server holds back, also one of a test in another database.
/// </summary>
public static class Eventually
{
    /// <summary>Generous: other tests may hold the horizon back for as long as their largest transaction takes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        string what,
        TimeSpan? within = null
    )
    {
        var limit = within ?? Limit;
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < limit, $"Not within {limit.TotalSeconds} s: {what}");
            await Task.Delay(20);
        }
    }
}
