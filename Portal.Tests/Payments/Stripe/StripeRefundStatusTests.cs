using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Payments.Stripe;

/// <summary>A refund is sent when Stripe says that it succeeded, in the shapes Stripe documents.</summary>
public sealed class StripeRefundStatusTests
{
    [Theory]
    [InlineData("succeeded", RefundVerdict.Sent)]
    [InlineData("pending", RefundVerdict.Unknown)]
    [InlineData("requires_action", RefundVerdict.Unknown)]
    [InlineData("failed", RefundVerdict.Refused)]
    [InlineData("canceled", RefundVerdict.Refused)]
    public async Task Refund_IsWhatItsStatusSays(string status, RefundVerdict verdict)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var stripe = builder.Build();
        stripe.Urls.Add("http://127.0.0.1:0");
        stripe.MapPost(
            "/v1/refunds",
            () =>
                Results.Json(
                    new
                    {
                        id = "re_1",
                        amount = 400,
                        currency = "gbp",
                        status,
                    }
                )
        );
        await stripe.StartAsync();
        var gateway = new StripeGateway(
            new StripeOptions
            {
                SecretKey = "sk_test_portal",
                Url = new Uri(stripe.Urls.Single()),
                Timeout = TimeSpan.FromSeconds(25),
            }
        );

        var answer = await gateway.RefundAsync(
            new RefundRequest(
                new TenantId(1),
                1,
                "refund-1",
                "order-1-1",
                "ch_1",
                new Money(400, Currency.Of("GBP"))
            ),
            default
        );

        Assert.Equal((verdict, "re_1"), (answer.Verdict, answer.Reference));
    }
}
