using Portal.Core.Kernel;
using Portal.Core.Payments.Stripe;

namespace Portal.Tests.Payments.Stripe;

[Trait("speed", "quick")]
public sealed class StripeAmountsTests
{
    [Theory]
    [InlineData("GBP", 1_050, 1_050L)]
    [InlineData("JPY", 500, 500L)]
    [InlineData("KRW", 12_000, 12_000L)]
    // ISO gives these two no decimals, Stripe counts hundredths
    [InlineData("ISK", 500, 50_000L)]
    [InlineData("UGX", 500, 50_000L)]
    // the other way round
    [InlineData("MGA", 1_000, 10L)]
    [InlineData("MGA", 1_050, null)]
    [InlineData("KWD", 1_230, 1_230L)]
    [InlineData("KWD", 1_234, null)]
    public void Amount_IsCountedAsStripeDoes(string currency, long minor, long? expected) =>
        Assert.Equal(expected, StripeAmounts.Of(new Money(minor, Currency.Of(currency))));

    [Theory]
    [InlineData(1_000, "gbp", true)]
    [InlineData(1_000, "GBP", true)]
    [InlineData(1_001, "gbp", false)]
    [InlineData(1_000, "eur", false)]
    [InlineData(null, "gbp", false)]
    [InlineData(1_000, null, false)]
    public void Answer_IsOfOurAmountOnlyToTheUnitAndCurrency(
        int? amount,
        string? currency,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            StripeAmounts.AreSame(new Money(1_000, Currency.Of("GBP")), amount, currency)
        );
}
