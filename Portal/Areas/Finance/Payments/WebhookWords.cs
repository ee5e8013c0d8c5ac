using System.Text.Json;
using Portal.Core.Payments.Webhooks;
using Portal.Kit;

namespace Portal.Areas.Finance.Payments;

/// <summary>How messages of gateways are told to people.</summary>
internal static class WebhookWords
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Tone ToneOf(WebhookStatus status) =>
        status switch
        {
            WebhookStatus.Waiting => Tone.Info,
            WebhookStatus.Followed => Tone.Good,
            WebhookStatus.Failed => Tone.Bad,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string MeaningOf(WebhookStatus status) =>
        status switch
        {
            WebhookStatus.Waiting => "The worker follows it within seconds",
            WebhookStatus.Followed => "The gateway was asked about what it concerns",
            WebhookStatus.Failed => "It could not be followed; somebody has to see to the cause",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    /// <summary>What the gateway's number in a message is of.</summary>
    public static string SubjectOf(WebhookRow told) =>
        told.Type.StartsWith("account.", StringComparison.Ordinal) ? "Account" : "Dispute";

    public static string Pretty(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(parsed.RootElement, Indented);
    }
}
