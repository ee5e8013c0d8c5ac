using Portal.Core.Kernel;
using Portal.Core.Returns;

namespace Portal.Tests.Returns;

[Trait("speed", "quick")]
public sealed class RefundPolicyTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");
    private static readonly Money Left = new(1_000, Pounds);
    private static readonly RefundableLine[] Lines = [new(1, 700), new(2, 200), new(-1, 100)];

    [Theory]
    [InlineData(0, "returns.amount_not_positive")]
    [InlineData(-1, "returns.amount_not_positive")]
    [InlineData(long.MinValue, "returns.amount_not_positive")]
    [InlineData(1_001, "returns.beyond_captured")]
    [InlineData(long.MaxValue, "returns.beyond_captured")]
    public void AmountOverTheOrder_OutsideWhatIsLeft_IsRefused(long minor, string code)
    {
        var divided = RefundPolicy.Divide(Left, Lines, [], new Money(minor, Pounds));

        Assert.Equal(code, divided.Error.Code);
    }

    [Theory]
    [InlineData(1, 0, "returns.amount_not_positive")]
    [InlineData(1, -5, "returns.amount_not_positive")]
    [InlineData(1, 701, "returns.beyond_line")]
    [InlineData(-1, 101, "returns.beyond_line")]
    [InlineData(1, long.MaxValue, "returns.beyond_captured")]
    [InlineData(3, 1, "returns.line_not_found")]
    public void Line_OutsideWhatIsLeftOfIt_IsRefused(int line, long minor, string code)
    {
        var divided = RefundPolicy.Divide(
            Left,
            Lines,
            [new AskedLine(line, new Money(minor, Pounds))],
            null
        );

        Assert.Equal(code, divided.Error.Code);
    }

    [Fact]
    public void LinesTogetherBeyondTheOrder_AreRefused_HoweverLargeTheyAre()
    {
        var left = new Money(long.MaxValue, Pounds);
        RefundableLine[] lines = [new(1, long.MaxValue), new(2, 0)];
        AskedLine[] asked = [new(1, left), new(2, new Money(1, Pounds))];

        var small = RefundPolicy.Divide(
            Left,
            Lines,
            [.. Lines.Select(l => new AskedLine(l.LineNo, new Money(400, Pounds)))],
            null
        );

        Assert.Equal("returns.beyond_captured", small.Error.Code);
        Assert.Equal(
            "returns.beyond_captured",
            RefundPolicy.Divide(left, lines, asked, null).Error.Code
        );
    }

    [Fact]
    public void OtherCurrency_SameLineTwice_BothOrNeitherWay_AreRefused()
    {
        var euros = new Money(100, Currency.Of("EUR"));
        var pounds = new Money(100, Pounds);

        Assert.Equal(ReturnErrors.WrongCurrency, RefundPolicy.Divide(Left, Lines, [], euros).Error);
        Assert.Equal(
            ReturnErrors.WrongCurrency,
            RefundPolicy.Divide(Left, Lines, [new(1, pounds), new(2, euros)], null).Error
        );
        Assert.Equal(
            ReturnErrors.LineNotFound,
            RefundPolicy.Divide(Left, Lines, [new(1, pounds), new(1, pounds)], null).Error
        );
        Assert.Equal(
            ReturnErrors.NothingAsked,
            RefundPolicy.Divide(Left, Lines, [new(1, pounds)], pounds).Error
        );
        Assert.Equal(ReturnErrors.NothingAsked, RefundPolicy.Divide(Left, Lines, [], null).Error);
    }

    [Fact]
    public void AmountOverTheOrder_IsDividedByWhatIsLeft_AndAddsUp()
    {
        var divided = RefundPolicy.Divide(Left, Lines, [], new Money(501, Pounds)).Value;

        Assert.Equal([(1, 350L), (2, 100L), (-1, 51L)], divided);
    }

    [Fact]
    public void Left_TakesNamedLinesExactly_AndTheRestInProportion()
    {
        var left = RefundPolicy.Left(
            Lines,
            [
                new EarlierRefund(150, [(2, 150)]),
                new EarlierRefund(85, []),
                new EarlierRefund(50, [(2, 50)]),
            ]
        );

        // The second takes 70, 5 and 10; of the third its line has only 45, and the others give 5.
        Assert.Equal([new RefundableLine(1, 626), new(2, 0), new(-1, 89)], left);
    }

    [Fact]
    public void ManyRefunds_NeverTakeMoreThanThereIs()
    {
        var dice = new Random(4711);
        for (var round = 0; round < 1_000; round++)
        {
            var sold = Enumerable
                .Range(1, dice.Next(1, 6))
                .Select(n => new RefundableLine(n, dice.NextInt64(1, 40)))
                .ToList();
            var all = sold.Sum(l => l.LeftMinor);
            var earlier = new List<EarlierRefund>();
            for (var given = 0L; given < all; given += earlier[^1].AmountMinor)
            {
                var amount = dice.NextInt64(1, all - given + 1);
                var line = sold[dice.Next(sold.Count)].LineNo;
                earlier.Add(new EarlierRefund(amount, dice.Next(2) == 0 ? [] : [(line, amount)]));

                var left = RefundPolicy.Left(sold, earlier);

                Assert.All(left, l => Assert.True(l.LeftMinor >= 0));
                Assert.Equal(all - given - amount, left.Sum(l => l.LeftMinor));
            }
        }
    }
}
