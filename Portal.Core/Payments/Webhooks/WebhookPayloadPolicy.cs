using System.Text;
using System.Text.Json;

namespace Portal.Core.Payments.Webhooks;

/// <summary>
/// What of a gateway's message is kept for people to read: numbers, states and amounts. Whatever is not named here may
/// be a secret, an address to pay at or a person's, so only its name is kept, of fields the gateway is yet to invent too.
/// </summary>
public static class WebhookPayloadPolicy
{
    /// <summary>Longer texts are of no use to a reader.</summary>
    public const int Longest = 8_000;

    private const string NotKept = "(not kept)";
    private const int Deepest = 8;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "amount",
        "amount_captured",
        "amount_received",
        "amount_refunded",
        "amount_subtotal",
        "amount_total",
        "api_version",
        "balance_transaction",
        "captured",
        "charge",
        "client_reference_id",
        "code",
        "created",
        "currency",
        "decline_code",
        "disputed",
        "expires_at",
        "failure_code",
        "failure_reason",
        "id",
        "latest_charge",
        "livemode",
        "mode",
        "object",
        "paid",
        "payment_intent",
        "payment_status",
        "pending_webhooks",
        "portal_key",
        "portal_try",
        "reason",
        "refunded",
        "status",
        "type",
    };

    /// <summary>Fields of which a part may be kept.</summary>
    private static readonly HashSet<string> Opened = new(StringComparer.Ordinal)
    {
        "data",
        "last_payment_error",
        "metadata",
        "object",
        "payment_intent",
        "previous_attributes",
    };

    /// <param name="body">A JSON object.</param>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var message = JsonDocument.ParseValue(ref reader);
        using var kept = new MemoryStream();
        using (var writer = new Utf8JsonWriter(kept))
        {
            Write(writer, message.RootElement, 0);
        }

        return kept.Length <= Longest ? Encoding.UTF8.GetString(kept.ToArray()) : "{}";
    }

    private static void Write(Utf8JsonWriter writer, JsonElement thing, int depth)
    {
        writer.WriteStartObject();
        foreach (var field in thing.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            var isNested = field.Value.ValueKind is JsonValueKind.Object;
            if (field.Value.ValueKind is JsonValueKind.Null)
            {
                writer.WriteNullValue();
            }
            else if (isNested && Opened.Contains(field.Name) && depth < Deepest)
            {
                Write(writer, field.Value, depth + 1);
            }
            else if (
                !isNested
                && field.Value.ValueKind is not JsonValueKind.Array
                && Kept.Contains(field.Name)
            )
            {
                field.Value.WriteTo(writer);
            }
            else
            {
                writer.WriteStringValue(NotKept);
            }
        }

        writer.WriteEndObject();
    }
}
