using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using Portal.Shell;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Shell;

[Trait("speed", "quick")]
public sealed class UserClockTests
{
    private static readonly DateTimeOffset LateInLondon = new(2026, 7, 1, 22, 30, 0, TimeSpan.Zero);

    private readonly UserClock _clock;

    public UserClockTests()
    {
        var time = new MovableClock();
        time.Set(LateInLondon);
        _clock = new UserClock(time);
    }

    [Fact]
    public void Times_AreShownInTheZoneOfThePerson()
    {
        _clock.UseZone("Asia/Tokyo");

        Assert.Equal("2026-07-02 07:30", $"{_clock.ToLocal(LateInLondon):yyyy-MM-dd HH:mm}");
        Assert.Equal(new DateOnly(2026, 7, 2), _clock.Today);
    }

    [Fact]
    public void BusinessDays_AreTheTenantsWhereverThePersonIs()
    {
        _clock.UseZone("Asia/Tokyo");
        _clock.UseBusinessDaysOf(TenantIn("Europe/London"));

        Assert.Equal(new DateOnly(2026, 7, 1), _clock.BusinessToday);
        Assert.Equal(
            new DateTimeOffset(2026, 6, 30, 23, 0, 0, TimeSpan.Zero),
            _clock.StartOf(new DateOnly(2026, 7, 1))
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Europe/Atlantis")]
    public void Zone_NobodyKnows_LeavesUtc(string? zone)
    {
        _clock.UseZone(zone);

        Assert.Equal(TimeZoneInfo.Utc, _clock.Zone);
    }

    private static TenantSnapshot TenantIn(string zone) =>
        new(
            new TenantId(1),
            "north",
            "North",
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            Currency.Of("GBP")
        );
}
