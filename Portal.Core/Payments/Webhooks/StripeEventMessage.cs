using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Portal.Core.Payments.Stripe;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Webhooks;

/// <summary>An event of Stripe, as far as we read it: which of our charges, refunds or payouts it is about.</summary>
internal sealed partial record StripeEventMessage(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("data")] StripeEventMessage.Of? Data
)
{
    private const int LongestId = 255;
    private const int LongestType = 100;

    /// <summary>Null for a text that is no event.</summary>
    public static WebhookEvent? Read(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        StripeEventMessage? message;
        try
        {
            message = JsonSerializer.Deserialize<StripeEventMessage>(body);
        }
        catch (JsonException)
        {
            return null;
        }

        if (
            message
            is not {
                Id: { Length: > 0 and <= LongestId } id,
                Type: { Length: <= LongestType } type
            }
        )
        {
            return null;
        }

        var about = message.Data?.Thing;
        var key =
            about?.Metadata?.GetValueOrDefault(StripeGateway.KeyField) ?? about?.Reference ?? "";
        var charge = ChargeKey().Match(key);
        var refund = RefundKey().Match(key);
        var payout = PayoutKey().Match(key);
        return new WebhookEvent
        {
            TenantId = payout.Success
                ? new TenantId(Number(payout, "tenant"))
                : WebhookEvent.Platform,
            Gateway = StripeGateway.GatewayName,
            EventId = id,
            Type = type,
            OccurredAt = DateTimeOffset.FromUnixTimeSeconds(
                Math.Clamp(message.Created, 0, now.ToUnixTimeSeconds())
            ),
            ReceivedAt = now,
            OrderId = charge.Success ? Number(charge, "order") : null,
            Attempt = charge.Success ? (int)Number(charge, "attempt") : null,
            RefundId = refund.Success ? Number(refund, "refund") : null,
            PayoutId = payout.Success ? Number(payout, "payout") : null,
            Payload = WebhookPayloadPolicy.Of(body),
        };
    }

    private static long Number(Match match, string name) =>
        long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    /// <summary><c>order-1042-1</c>: our key of a charge.</summary>
    [GeneratedRegex(
        "^order-(?<order>[0-9]{1,18})-(?<attempt>[0-9]{1,9})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ChargeKey();

    /// <summary><c>refund-77</c>: our key of a refund.</summary>
    [GeneratedRegex("^refund-(?<refund>[0-9]{1,18})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RefundKey();

    /// <summary><c>payout-2-31</c>: our key of a transfer to a shop, with its tenant.</summary>
    [GeneratedRegex(
        "^payout-(?<tenant>[0-9]{1,18})-(?<payout>[0-9]{1,18})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PayoutKey();

    internal sealed record Of([property: JsonPropertyName("object")] About? Thing);

    internal sealed record About(
        [property: JsonPropertyName("metadata")] Dictionary<string, string?>? Metadata,
        [property: JsonPropertyName("client_reference_id")] string? Reference
    );
}
