using System.Text;
using Portal.Core.Payments.Webhooks;

namespace Portal.Tests.Payments.Stripe;

public sealed class WebhookPayloadPolicyTests
{
    [Fact]
    public void Payload_KeepsNumbersStatesAndAmounts()
    {
        var kept = Of(
            """{"id":"evt_1","data":{"object":{"id":"re_1","status":"failed","amount":500,"currency":"gbp","failure_reason":"lost_or_stolen_card"}}}"""
        );

        Assert.Equal(
            """{"id":"evt_1","data":{"object":{"id":"re_1","status":"failed","amount":500,"currency":"gbp","failure_reason":"lost_or_stolen_card"}}}""",
            kept
        );
    }

    [Theory]
    [InlineData("""{"data":{"object":{"client_secret":"S3CRET"}}}""")]
    [InlineData("""{"data":{"object":{"url":"https://checkout.stripe.com/S3CRET"}}}""")]
    [InlineData("""{"data":{"object":{"customer_details":{"email":"S3CRET"}}}}""")]
    [InlineData("""{"data":{"object":{"metadata":{"note":"S3CRET"}}}}""")]
    [InlineData("""{"data":{"object":{"status":["S3CRET"]}}}""")]
    [InlineData("""{"data":{"object":{"id":{"email":"S3CRET"}}}}""")]
    [InlineData("""{"something_new":"S3CRET"}""")]
    public void Payload_KeepsNothingThatMayBeASecretOrAPersons(string body)
    {
        var kept = Of(body);

        Assert.DoesNotContain("S3CRET", kept, StringComparison.Ordinal);
        Assert.Contains("(not kept)", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Payload_TooLong_IsLeftOut()
    {
        var body = $$"""{"id":"{{new string('x', WebhookPayloadPolicy.Longest)}}"}""";

        Assert.Equal("{}", Of(body));
    }

    private static string Of(string body) => WebhookPayloadPolicy.Of(Encoding.UTF8.GetBytes(body));
}
