using System.Globalization;
using Portal.Kit;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class TimeFormatTests
{
    /// <summary>Half past midnight in a zone an hour ahead.</summary>
    private static readonly DateTimeOffset Now = At("2026-03-14 00:30:00 +01:00");

    [Theory]
    [InlineData("2026-03-14 00:29:59 +01:00", "14 Mar, 00:29:59")]
    [InlineData("2026-03-13 23:59:59 +01:00", "13 Mar, 23:59")]
    [InlineData("2025-12-31 23:59:59 +01:00", "31 Dec 2025, 23:59")]
    public void Short_NamesTheDay(string instant, string expected) =>
        Assert.Equal(expected, TimeFormat.Short(At(instant), DateOnly.FromDateTime(Now.DateTime)));

    [Theory]
    [InlineData("2026-03-14 00:29:20 +01:00", "just now")]
    [InlineData("2026-03-14 00:29:10 +01:00", "1 min ago")]
    [InlineData("2026-03-13 23:30:01 +01:00", "59 min ago")]
    [InlineData("2026-03-13 23:30:00 +01:00", "1 h ago")]
    [InlineData("2026-03-13 00:30:01 +01:00", "23 h ago")]
    [InlineData("2026-03-13 00:30:00 +01:00", "13 Mar, 00:30")]
    [InlineData("2026-03-14 00:31:00 +01:00", "14 Mar, 00:31:00")]
    public void Ago_IsForTheLastDay_AndNamesTheDayOfOthers(string instant, string expected) =>
        Assert.Equal(expected, TimeFormat.Ago(At(instant), Now));

    private static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
