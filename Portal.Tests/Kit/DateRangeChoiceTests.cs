using Portal.Core.Kernel;
using Portal.Kit.Dates;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class DateRangeChoiceTests
{
    private static readonly DateOnly Today = new(2028, 2, 29);

    [Theory]
    [InlineData("today", "2028-02-29", "2028-02-29")]
    [InlineData("last-7", "2028-02-23", "2028-02-29")]
    [InlineData("last-month", "2028-01-01", "2028-01-31")]
    [InlineData("this-year", "2028-01-01", "2028-02-29")]
    [InlineData("2027-12-30..2028-01-02", "2027-12-30", "2028-01-02")]
    public void Range_OfAnAddress_MeansTheseDays(string text, string first, string last)
    {
        var range = DateRangeChoice.Of(text, null, Today).On(Today);

        Assert.Equal(new DateRange(DateOnly.Parse(first), DateOnly.Parse(last)), range);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yesteryear")]
    [InlineData("2028-02-30..2028-03-01")]
    [InlineData("2028-03-01..")]
    public void Range_ThatMakesNoSense_IsTheLastThirtyDays(string? text)
    {
        var choice = DateRangeChoice.Of(text, null, Today);

        Assert.Equal(DateRangeChoice.Default, choice);
    }

    [Theory]
    [InlineData("previous", "2028-02-28", "2028-02-28")]
    [InlineData("year", "2027-02-28", "2027-02-28")]
    public void Comparison_OfALeapDay_IsADayThatExists(string compare, string first, string last)
    {
        var compared = DateRangeChoice.Of("today", compare, Today).ComparedOn(Today);

        Assert.Equal(new DateRange(DateOnly.Parse(first), DateOnly.Parse(last)), compared);
    }

    [Fact]
    public void Comparison_SwitchedOff_IsNone()
    {
        var choice = DateRangeChoice.Of("today", "none", Today);

        Assert.Null(choice.ComparedOn(Today));
    }
}
