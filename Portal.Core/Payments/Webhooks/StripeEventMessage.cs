using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Webhooks;

/// <summary>What of ours an event of Stripe is about.</summary>
/// <param name="Charges">Stripe's numbers of the charge that is disputed; none when nothing is.</param>
internal sealed record HeardEvent(WebhookEvent Event, string[] Charges);

/// <summary>An event of Stripe, as far as we read it: which of our charges, refunds, payouts, disputes or shops it is about.</summary>
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
    public static HeardEvent? Read(ReadOnlySpan<byte> body, DateTimeOffset now)
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
        var shop = ShopKey().Match(key);
        var named =
            payout.Success ? payout
            : shop.Success ? shop
            : null;
        var heard = new WebhookEvent
        {
            TenantId = named is null
                ? WebhookEvent.Platform
                : new TenantId(Number(named, "tenant")),
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
            Subject = IsOfSubject(type) ? Text(about?.Id) : null,
            Payload = WebhookPayloadPolicy.Of(body),
        };
        return new HeardEvent(
            heard,
            type.StartsWith(WebhookHintsSql.DisputeTypes, StringComparison.Ordinal)
                ? [.. new[] { Text(about?.Charge), Text(about?.Intent) }.OfType<string>()]
                : []
        );
    }

    private static bool IsOfSubject(string type) =>
        type is WebhookHintsSql.AccountUpdated
        || type.StartsWith(WebhookHintsSql.DisputeTypes, StringComparison.Ordinal);

    /// <summary>Null for what is no text, such as a thing that was expanded, and for what is too long to be a number.</summary>
    private static string? Text(JsonElement? field) =>
        field is { ValueKind: JsonValueKind.String } text
        && text.GetString() is { Length: > 0 and <= WebhookEvent.LongestSubject } number
            ? number
            : null;

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

    /// <summary><c>shop-2-7</c>: our key of a shop's account, with its tenant.</summary>
    [GeneratedRegex(
        "^shop-(?<tenant>[0-9]{1,18})-(?<shop>[0-9]{1,18})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ShopKey();

    internal sealed record Of([property: JsonPropertyName("object")] About? Thing);

    internal sealed record About(
        [property: JsonPropertyName("metadata")] Dictionary<string, string?>? Metadata,
        [property: JsonPropertyName("client_reference_id")] string? Reference,
        [property: JsonPropertyName("id")] JsonElement? Id,
        [property: JsonPropertyName("charge")] JsonElement? Charge,
        [property: JsonPropertyName("payment_intent")] JsonElement? Intent
    );
}
