using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Payments.Stripe;

/// <summary>Refunds against a server that plays Stripe and that nobody here wrote.</summary>
public sealed class StripeRefundTests(StripeMock mock) : IClassFixture<StripeMock>
{
    private readonly StripeGateway _gateway = new(mock.ToOptions());

    [Fact]
    public async Task Refund_SentTwiceAndAtOnce_IsGivenBackOnceAndFoundAgain()
    {
        var refund = Ask(await mock.ChargeAsync(1_000), 400);
        Assert.Equal(
            RefundVerdict.NeverSeen,
            (await _gateway.FindRefundAsync(refund, default)).Verdict
        );

        var first = await _gateway.RefundAsync(refund, default);
        var again = await _gateway.RefundAsync(refund, default);
        var found = await _gateway.FindRefundAsync(refund, default);

        Assert.Equal(RefundVerdict.Sent, first.Verdict);
        Assert.StartsWith("re_", first.Reference, StringComparison.Ordinal);
        Assert.Equal(first.Reference, again.Reference);
        Assert.Equal((RefundVerdict.Sent, first.Reference), (found.Verdict, found.Reference));
        Assert.Equal((1, 400), await mock.RefundedAsync(refund.ChargeReference!));
    }

    [Fact]
    public async Task PartialRefunds_AreToldApartByTheirKeys()
    {
        var charge = await mock.ChargeAsync(1_000);
        var (one, other) = (Ask(charge, 400), Ask(charge, 600));

        await _gateway.RefundAsync(one, default);
        await _gateway.RefundAsync(other, default);

        Assert.NotEqual(
            (await _gateway.FindRefundAsync(one, default)).Reference,
            (await _gateway.FindRefundAsync(other, default)).Reference
        );
        Assert.Equal((2, 1_000), await mock.RefundedAsync(charge));
    }

    [Fact]
    public async Task BeyondTheCharge_IsRefusedForGood()
    {
        var charge = await mock.ChargeAsync(1_000);

        var answer = await _gateway.RefundAsync(Ask(charge, 1_001), default);

        Assert.Equal((RefundVerdict.Refused, false), (answer.Verdict, answer.MayPass));
        Assert.Contains("greater than unrefunded", answer.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), await mock.RefundedAsync(charge));
    }

    [Fact]
    public async Task AlreadyGivenBack_IsRefusedByItsCode()
    {
        var charge = await mock.ChargeAsync(1_000);
        await _gateway.RefundAsync(Ask(charge, 1_000), default);

        var answer = await _gateway.RefundAsync(Ask(charge, 1), default);

        Assert.Equal(
            (RefundVerdict.Refused, "charge_already_refunded"),
            (answer.Verdict, answer.Code)
        );
    }

    [Fact]
    public async Task RefusedBefore_IsAskedAnew_NotAnsweredWithTheOldRefusal()
    {
        var charge = await mock.ChargeAsync(1_000);
        var refund = Ask("ch_not_there", 400);
        Assert.Equal(RefundVerdict.Refused, (await _gateway.RefundAsync(refund, default)).Verdict);

        var again = refund with { ChargeReference = charge, Refusals = 1 };

        Assert.Equal(RefundVerdict.Sent, (await _gateway.RefundAsync(again, default)).Verdict);
        Assert.Equal(RefundVerdict.Sent, (await _gateway.FindRefundAsync(again, default)).Verdict);
        Assert.Equal((1, 400), await mock.RefundedAsync(charge));
    }

    [Fact]
    public async Task SameKeyWithAnotherAmount_IsUnknown_AndNothingIsGivenBack()
    {
        var refund = Ask(await mock.ChargeAsync(1_000), 400);
        await _gateway.RefundAsync(refund, default);
        var other = refund with { Amount = new Money(500, Currency.Of("GBP")) };

        Assert.Equal(RefundVerdict.Unknown, (await _gateway.RefundAsync(other, default)).Verdict);
        Assert.Equal(
            RefundVerdict.Unknown,
            (await _gateway.FindRefundAsync(other, default)).Verdict
        );
        Assert.Equal((1, 400), await mock.RefundedAsync(refund.ChargeReference!));
    }

    [Fact]
    public async Task CurrencyWithoutDecimals_IsNotMultiplied()
    {
        var charge = await mock.ChargeAsync(500, "jpy");
        var refund = Ask(charge, 500) with { Amount = new Money(500, Currency.Of("JPY")) };

        Assert.Equal(RefundVerdict.Sent, (await _gateway.RefundAsync(refund, default)).Verdict);
        Assert.Equal((1, 500), await mock.RefundedAsync(charge));
    }

    [Fact]
    public async Task NobodyThere_IsUnknown()
    {
        var gateway = new StripeGateway(
            new StripeOptions
            {
                SecretKey = "sk_test_portal",
                Url = new Uri($"http://127.0.0.1:{FreePort.Find()}/"),
            }
        );

        Assert.Equal(
            RefundVerdict.Unknown,
            (await gateway.RefundAsync(Ask("ch_1", 400), default)).Verdict
        );
    }

    private static RefundRequest Ask(string charge, long minor) =>
        new(
            new TenantId(1),
            1,
            $"refund-{Guid.NewGuid():N}",
            "order-1-1",
            charge,
            new Money(minor, Currency.Of("GBP"))
        );
}
