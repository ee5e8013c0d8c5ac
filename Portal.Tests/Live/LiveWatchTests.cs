using System.Diagnostics;
using Portal.Live;

namespace Portal.Tests.Live;

[Trait("speed", "quick")]
public sealed class LiveWatchTests
{
    [Fact]
    public async Task ManySignals_BecomeAtMostTwoCallsASecond()
    {
        var calls = 0;
        using var watch = new LiveWatch(
            () =>
            {
                calls++;
                return Task.CompletedTask;
            },
            TimeProvider.System,
            LiveUpdates.ShortestPause
        );

        var began = Stopwatch.GetTimestamp();
        for (var signal = 0; signal < 1_000; signal++)
        {
            watch.Signal();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Assert.InRange(calls, 1, (seconds * 2) + 1);
    }

    [Fact]
    public async Task Signal_AfterTheEnd_CallsNothing()
    {
        var calls = 0;
        var watch = new LiveWatch(
            () =>
            {
                calls++;
                return Task.CompletedTask;
            },
            TimeProvider.System,
            LiveUpdates.ShortestPause
        );

        watch.Dispose();
        watch.Signal();
        await Task.Delay(LiveUpdates.ShortestPause * 1.5, TestContext.Current.CancellationToken);

        Assert.Equal(0, calls);
    }
}
