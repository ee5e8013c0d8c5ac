using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;

namespace Portal.Tests.Payments;

[Trait("speed", "quick")]
public sealed class RefundRetryPolicyTests
{
    private static readonly RefundOptions Options = new() { MaxTries = 20 };

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(4, 40)]
    [InlineData(8, 360)]
    [InlineData(19, 360)]
    public void Refused_WaitsTwiceAsLongEachTime_UpToSixHours(int attempt, int minutes)
    {
        var wait = RefundRetryPolicy.WaitAfter(
            new RefundAnswer(RefundVerdict.Refused),
            attempt,
            Options
        );

        Assert.Equal(TimeSpan.FromMinutes(minutes), wait);
    }

    [Fact]
    public void RefusedForGood_OrTooOften_IsNotTriedByItself()
    {
        var refused = new RefundAnswer(RefundVerdict.Refused);

        Assert.Null(RefundRetryPolicy.WaitAfter(refused, 20, Options));
        Assert.Null(RefundRetryPolicy.WaitAfter(refused with { MayPass = false }, 1, Options));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 40)]
    [InlineData(1_000, 900)]
    public void Unknown_IsAskedAboutForEver(int attempt, int seconds)
    {
        foreach (var verdict in new[] { RefundVerdict.Unknown, RefundVerdict.NeverSeen })
        {
            Assert.Equal(
                TimeSpan.FromSeconds(seconds),
                RefundRetryPolicy.WaitAfter(new RefundAnswer(verdict), attempt, Options)
            );
        }
    }
}
