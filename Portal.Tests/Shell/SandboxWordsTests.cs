using Portal.Areas.Shared.Payments;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;
using Portal.Core.Payments.Stripe;

namespace Portal.Tests.Shell;

/// <summary>Who says that no money moves, and where.</summary>
[Trait("speed", "quick")]
public sealed class SandboxWordsTests
{
    private static readonly InProcessGateway Simulated = new(new ApprovalPolicy(100));

    [Theory]
    [InlineData("sk_test_1", "Stripe is in test mode. No money moves.")]
    [InlineData("rk_test_1", "Stripe is in test mode. No money moves.")]
    [InlineData("sk_live_1", null)]
    [InlineData("rk_live_1", null)]
    public void Stripe_SaysSoByItsKey(string key, string? words)
    {
        Assert.Equal(words, SandboxWords.Of(new PaymentGateways(Stripe(key), [])));
    }

    [Fact]
    public void Simulator_SaysSo()
    {
        Assert.Equal(
            "Payments are simulated. No money moves.",
            SandboxWords.Of(new PaymentGateways(Simulated, []))
        );
    }

    [Fact]
    public void SimulatorBesideOneThatMovesMoney_SaysWhereNoneMoves()
    {
        Assert.Equal(
            "Payments are simulated. No money moves there.",
            SandboxWords.Of(new PaymentGateways(Simulated, [Stripe("sk_live_1")]))
        );
    }

    [Fact]
    public void SimulatorBesideTestMode_SaysBoth()
    {
        Assert.Equal(
            "Payments are simulated. Stripe is in test mode. No money moves.",
            SandboxWords.Of(new PaymentGateways(Simulated, [Stripe("sk_test_1")]))
        );
    }

    private static StripeGateway Stripe(string key) => new(new StripeOptions { SecretKey = key });
}
