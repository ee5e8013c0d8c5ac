using Portal.Core.Kernel;
using Portal.Core.Orders.Checkout;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Orders.Checkout;

[Trait("speed", "quick")]
public sealed class OrderTotalPolicyTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(100, new long[] { 1, 2, 3 }, new long[] { 17, 33, 50 })]
    [InlineData(1, new long[] { 1, 3, 2 }, new long[] { 0, 1, 0 })]
    [InlineData(5, new long[] { 0, 0 }, new long[] { 3, 2 })]
    [InlineData(0, new long[] { 7, 9 }, new long[] { 0, 0 })]
    [InlineData(7, new long[] { }, new long[] { })]
    [InlineData(
        1_000_000_000_000,
        new long[] { 999_999_999_999, 1 },
        new long[] { 999_999_999_999, 1 }
    )]
    public void Split_GoesToTheLargestRemainder(long amount, long[] weights, long[] shares) =>
        Assert.Equal(shares, OrderTotalPolicy.Split(amount, weights));

    [Fact]
    public void Compute_WhateverTheAmounts_PartsAddUpInEveryAmount()
    {
        var random = new Random(4711);
        for (var round = 0; round < 2_000; round++)
        {
            var lines = Enumerable
                .Range(0, random.Next(1, 8))
                .Select(_ => new PricedLine(
                    new SellerId(random.Next(1, 5)),
                    random.NextInt64(0, 1_000_000),
                    random.Next(1, 100)
                ))
                .ToList();
            var terms = new PaymentTerms(
                "card",
                "Card",
                0,
                null,
                random.Next(50),
                random.Next(500)
            );

            var total = OrderTotalPolicy
                .Compute(lines, new Money(random.Next(2_000), Pounds), terms, random.Next(3_000))
                .Value;

            Assert.Equal(total.Items.Minor, total.Parts.Sum(p => p.ItemsMinor));
            Assert.Equal(total.Delivery.Minor, total.Parts.Sum(p => p.DeliveryMinor));
            Assert.Equal(total.Fee.Minor, total.Parts.Sum(p => p.FeeMinor));
            Assert.Equal(total.Tax.Minor, total.Parts.Sum(p => p.TaxMinor));
            Assert.Equal(total.Total, total.Items + total.Delivery + total.Fee);
            Assert.Equal(total.Total.Minor, total.Parts.Sum(p => p.TotalMinor));
            Assert.All(total.Parts, p => Assert.InRange(p.TaxMinor, 0, p.TotalMinor));
        }
    }

    [Fact]
    public void Compute_OfMoreThanAnOrderMayCost_IsRefused()
    {
        var total = OrderTotalPolicy.Compute(
            [new PricedLine(new SellerId(1), long.MaxValue, int.MaxValue)],
            Money.Zero(Pounds),
            null,
            0
        );

        Assert.Equal(CheckoutErrors.TotalTooLarge, total.Error);
    }
}
