using Portal.Core.Returns.Contracts;
using Portal.Core.Settlement;

namespace Portal.Tests.Settlement;

[Trait("speed", "quick")]
public sealed class SaleMoneyTests
{
    [Theory]
    [InlineData(0, 100, 20, 880)]
    [InlineData(500, 50, 10, 440)]
    [InlineData(333, 67, 13, 587)]
    [InlineData(1000, 0, 0, 0)]
    public void CommissionAndTax_GoBackInProportionToTheRefund(
        long refunded,
        long commission,
        long tax,
        long net
    )
    {
        var left = SaleMoney.After(new SaleMoney(1000, 100, 20), refunded);

        Assert.Equal(new SaleMoney(1000 - refunded, commission, tax), left);
        Assert.Equal(net, left.Net);
    }

    [Fact]
    public void LargestAmounts_DoNotOverflow()
    {
        var sold = new SaleMoney(long.MaxValue, long.MaxValue / 2, long.MaxValue / 4);

        Assert.Equal(SaleMoney.Nothing, SaleMoney.After(sold, long.MaxValue));
    }

    [Fact]
    public void RefundsOfManySizes_AddUpAndNeverExceedALine()
    {
        var dice = new Random(4711);
        for (var round = 0; round < 2_000; round++)
        {
            var left = Enumerable.Range(0, dice.Next(1, 9)).Select(_ => dice.NextInt64(0, 50));
            long[] lines = [.. left];
            var amount = dice.NextInt64(0, lines.Sum() + 5);

            var parts = RefundSplit.Of(amount, lines);

            Assert.Equal(Math.Min(amount, lines.Sum()), parts.Sum());
            Assert.All(parts.Zip(lines), p => Assert.InRange(p.First, 0, p.Second));
        }
    }
}
