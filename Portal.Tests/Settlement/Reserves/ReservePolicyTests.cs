using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Settlement.Reserves;

[Trait("speed", "quick")]
public sealed class ReservePolicyTests
{
    [Theory]
    // Filled from what is free
    [InlineData(1_000, 0, 0, 500, 500)]
    [InlineData(300, 0, 0, 500, 300)]
    [InlineData(1_000, 0, 400, 500, 100)]
    [InlineData(1_000, 800, 0, 500, 200)]
    [InlineData(0, 0, 0, 500, 0)]
    // Not from what waits in a run, also when a refund has taken a part of it
    [InlineData(1_000, 1_000, 0, 500, 0)]
    [InlineData(700, 1_000, 0, 500, 0)]
    // Full, or none is to be kept
    [InlineData(1_000, 0, 500, 500, 0)]
    [InlineData(1_000, 0, 0, 0, 0)]
    // What is above the target goes back, whatever is held
    [InlineData(1_000, 1_000, 500, 200, -300)]
    [InlineData(0, 0, 500, 0, -500)]
    // A debt is covered as far as the reserve goes
    [InlineData(-300, 0, 500, 500, -300)]
    [InlineData(-800, 0, 500, 500, -500)]
    [InlineData(-800, 0, 0, 500, 0)]
    [InlineData(-300, 700, 500, 500, -300)]
    // A debt and a target that was lowered: the greater of the two
    [InlineData(-100, 0, 500, 200, -300)]
    [InlineData(-400, 0, 500, 200, -400)]
    public void MoveOf_CoversThenGivesBackThenFills(
        long balance,
        long held,
        long reserve,
        long target,
        long expected
    ) => Assert.Equal(expected, ReservePolicy.MoveOf(balance, held, reserve, target));

    [Fact]
    public void Settled_StaysSettled_AndNoMoneyIsMadeOrLost()
    {
        var random = new Random(20_261_122);
        for (var i = 0; i < 50_000; i++)
        {
            var before = new ShopReserve(
                new SellerId(1),
                random.Next(-50, 100),
                random.Next(0, 3) * random.Next(0, 60),
                random.Next(0, 3) * random.Next(0, 40),
                random.Next(0, 3) * random.Next(0, 40)
            );

            var after = before.Settled();

            Assert.Equal(0, after.MoveMinor);
            Assert.True(after.ReserveMinor >= 0, $"{before}");
            Assert.Equal(
                before.BalanceMinor + before.ReserveMinor,
                after.BalanceMinor + after.ReserveMinor
            );
            Assert.True(
                before.MoveMinor <= Math.Max(0, before.BalanceMinor - before.HeldMinor),
                $"{before}: takes what is held"
            );
            Assert.True(after.BalanceMinor >= 0 || after.ReserveMinor == 0, $"{before}: owes on");
        }
    }
}
