using System.Text;
using Portal.Core.Payments.Webhooks;

namespace Portal.Tests.Payments.Stripe;

[Trait("speed", "quick")]
public sealed class WebhookSignaturePolicyTests
{
    private const string Secret = "whsec_one";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");

    /// <summary>Computed by hand with openssl over <c>1772366400.{"id":"evt_1"}</c>.</summary>
    private const string Known = "8a50d75d31f514cfea090e05ff140ab3f5e33f73ad69b19f3339f9e02edf5ba0";

    [Fact]
    public void KnownSignature_IsGenuine() =>
        Assert.True(IsGenuine($"t=1772366400,v1={Known}", Secret));

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Signature_IsGoodForFiveMinutesBeforeAndAfter(int ageSeconds, bool expected) =>
        Assert.Equal(
            expected,
            IsGenuine(StripeSignature.Of(Body, Secret, Now.AddSeconds(-ageSeconds)), Secret)
        );

    [Fact]
    public void Secret_CanBeReplaced_WhileBothAreTaken()
    {
        var old = StripeSignature.Of(Body, "whsec_old", Now);
        var both =
            old
            + StripeSignature.Of(Body, "whsec_new", Now)[
                old.IndexOf(',', StringComparison.Ordinal)..
            ];

        Assert.True(IsGenuine(old, "whsec_new", "whsec_old"));
        Assert.False(IsGenuine(old, "whsec_new"));
        Assert.True(IsGenuine(both, "whsec_new"));
        Assert.True(IsGenuine(both, "whsec_old"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1772366400")]
    [InlineData("v1=" + Known)]
    [InlineData("t=now,v1=" + Known)]
    [InlineData("t=-1,v1=" + Known)]
    [InlineData("t=99999999999999999999,v1=" + Known)]
    [InlineData("t=9223372036854775807,v1=" + Known)]
    [InlineData("t=1772366400,v0=" + Known)]
    [InlineData("t=1772366400,v1=")]
    [InlineData("t=1772366400,v1=zz")]
    [InlineData("t=1772366401,v1=" + Known)]
    public void AnythingElse_IsNotGenuine(string? header) =>
        Assert.False(IsGenuine(header, Secret));

    [Fact]
    public void ChangedBody_IsNotGenuine() =>
        Assert.False(
            WebhookSignaturePolicy.IsGenuine(
                [.. Body, (byte)' '],
                $"t=1772366400,v1={Known}",
                [Secret],
                Now
            )
        );

    [Fact]
    public void EmptySecret_LetsNobodyIn() =>
        Assert.False(IsGenuine(StripeSignature.Of(Body, "", Now), ""));

    private static bool IsGenuine(string? header, params string[] secrets) =>
        WebhookSignaturePolicy.IsGenuine(Body, header, secrets, Now);
}
