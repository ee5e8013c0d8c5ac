using Portal.Kit.Charts;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(-40, 960)]
    [InlineData(0, 0.07)]
    [InlineData(999_999, 12_345_678)]
    public void Scale_HoldsEveryValue_WithFewRoundLines(double low, double high)
    {
        var scale = ChartScale.Of([(decimal)low, (decimal)high]);

        Assert.InRange((decimal)low, scale.Low, scale.High);
        Assert.InRange((decimal)high, scale.Low, scale.High);
        Assert.InRange(scale.Lines.Count(), 2, 7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(94)]
    public void Scale_OfCounts_HasNoLineBetweenWholeNumbers(int high)
    {
        Assert.All(ChartScale.Of([0, high]).Lines, line => Assert.True(decimal.IsInteger(line)));
    }

    [Fact]
    public void Scale_OfNothing_IsStillAnAxis()
    {
        var scale = ChartScale.Of([]);

        Assert.True(scale.High > scale.Low);
    }
}
