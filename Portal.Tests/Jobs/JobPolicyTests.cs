using Portal.Core.Jobs;

namespace Portal.Tests.Jobs;

[Trait("speed", "quick")]
public sealed class JobPolicyTests
{
    [Theory]
    [InlineData(1, 0.5, 10)]
    [InlineData(2, 0.5, 30)]
    [InlineData(3, 0.0, 72)]
    [InlineData(3, 1.0, 108)]
    [InlineData(4, 0.5, 270)]
    public void WaitAfter_Failure_GrowsThreefoldWithJitter(
        int attempt,
        double draw,
        double seconds
    ) => Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPolicy.Standard.WaitAfter(attempt, draw));

    [Fact]
    public void WaitAfter_LastAttempt_ParksTheJob() =>
        Assert.Null(RetryPolicy.Standard.WaitAfter(RetryPolicy.Standard.Attempts, 0.5));

    [Theory]
    [InlineData("Order 17 of \"A-1\" timed out", "Order # of “…” timed out")]
    [InlineData("Row 1,204: 'x' is no date\nat Portal", "Row # “…” is no date")]
    [InlineData("Key 5f8e2f6a-1b7c-4b9e-9a50-3d2f0e8b1c11 is taken", "Key # is taken")]
    public void Cause_LeavesOutWhatDiffersFromCaseToCase(string message, string cause) =>
        Assert.Equal(cause, FailureCause.Of(message));

    [Fact]
    public void Cause_OfAWrappedException_IsTheInnermost() =>
        Assert.Equal(
            "TimeoutException: no answer in # s",
            FailureCause.Of(
                new InvalidOperationException("outer", new TimeoutException("no answer in 30 s"))
            )
        );

    [Fact]
    public void Concurrency_GrowingBacklog_RisesToTheLimitAndFallsBackSlowly()
    {
        var policy = new ConcurrencyPolicy(5, 20);
        var second = TimeSpan.FromSeconds(1);

        var rising = Follow(policy, 5, [400, 400, 400], second);
        var falling = Follow(policy, rising[^1], [0, 0, 0], second);

        Assert.Equal([10, 20, 20], rising);
        Assert.Equal([19, 18, 17], falling);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(49, 5)]
    [InlineData(80, 8)]
    public void Concurrency_FollowsWhatTheBacklogNeeds(long backlog, int slots) =>
        Assert.Equal(slots, new ConcurrencyPolicy(5, 20).Next(5, backlog, TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData("Europe/London")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public void Schedule_OfEveryDay_IsDueOncePerLocalDayForTwoYears(string zoneName)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        foreach (var cron in new[] { "0 30 1 * * ?", "0 15 2 * * ?", "0 0 0 * * ?" })
        {
            var days = new List<DateOnly>();
            DateTimeOffset? due = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
            while ((due = SchedulePolicy.NextAfter(cron, zone, due.Value))?.Year < 2028)
            {
                days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due.Value, zone).DateTime));
            }

            Assert.Equal(days[^1].DayNumber - days[0].DayNumber + 1, days.Count);
            Assert.Equal(days.Distinct(), days);
        }
    }

    [Theory]
    [InlineData("2026-03-10T02:01:00Z", "2026-03-09T02:00:00Z", null)]
    [InlineData("2026-03-10T02:03:00Z", "2026-03-09T02:00:00Z", "2026-03-10T02:00:00Z")]
    [InlineData("2026-03-10T02:03:00Z", "2026-03-10T02:00:00Z", null)]
    [InlineData("2026-03-10T02:03:00Z", null, "2026-03-10T02:00:00Z")]
    public void Schedule_ThatDidNotRun_IsMissedAfterItsTolerance(
        string now,
        string? last,
        string? missed
    )
    {
        var found = SchedulePolicy.MissedAt(
            "0 0 2 * * ?",
            TimeZoneInfo.Utc,
            Instant("2026-03-01T00:00:00Z")!.Value,
            Instant(last),
            Instant(now)!.Value
        );

        Assert.Equal(Instant(missed), found);
    }

    private static DateTimeOffset? Instant(string? text) =>
        text is null
            ? null
            : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static List<int> Follow(
        ConcurrencyPolicy policy,
        int slots,
        IEnumerable<long> backlogs,
        TimeSpan average
    ) => [.. backlogs.Select(backlog => slots = policy.Next(slots, backlog, average))];
}
