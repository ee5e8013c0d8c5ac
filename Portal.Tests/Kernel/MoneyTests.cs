using Portal.Core.Kernel;

namespace Portal.Tests.Kernel;

[Trait("speed", "quick")]
public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.345", "GBP", 1235)]
    [InlineData("-12.345", "GBP", -1235)]
    [InlineData("12.5", "JPY", 13)]
    [InlineData("1.2345", "KWD", 1235)]
    public void FromMajor_RoundsHalfAwayFromZeroToTheCurrencysDecimals(
        string major,
        string code,
        long minor
    )
    {
        var money = Money.FromMajor(
            decimal.Parse(major, System.Globalization.CultureInfo.InvariantCulture),
            Currency.Of(code)
        );

        Assert.Equal(minor, money.Minor);
    }

    [Fact]
    public void Plus_OfTwoCurrencies_Throws()
    {
        var pounds = new Money(1, Currency.Of("GBP"));
        var euros = new Money(1, Currency.Of("EUR"));

        Assert.Throws<InvalidOperationException>(() => pounds + euros);
    }

    [Fact]
    public void Plus_BeyondTheRange_ThrowsInsteadOfWrapping()
    {
        var most = new Money(long.MaxValue, Currency.Of("GBP"));

        Assert.Throws<OverflowException>(() => most + most);
    }

    [Theory]
    [InlineData("gbp", true)]
    [InlineData(" EUR ", true)]
    [InlineData("XXX", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void TryParse_TakesOnlyIsoCodes(string? code, bool isCurrency) =>
        Assert.Equal(isCurrency, Currency.TryParse(code, out _));
}
