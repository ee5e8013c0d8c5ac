using System.Globalization;
using System.Text;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>
/// Evidence as the texts that Stripe has fields for. A page of HTML is no file it takes, and what is said twice is read by nobody:
/// so each thing stands in its own field, and what has none in the last.
/// </summary>
public static class EvidenceFields
{
    /// <summary>Characters that Stripe takes in one field.</summary>
    public const int LongestField = 20_000;

    /// <summary>Characters that Stripe takes in all fields together.</summary>
    public const int LongestTogether = 150_000;

    private const string CutOff = "\n… (more was left out: a field takes no more)";

    /// <summary>None is empty, and none too long.</summary>
    public static IReadOnlyDictionary<string, string> Of(EvidenceFacts known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("product_description", Lines(known));
        Add("customer_name", known.Order.BuyerName);
        Add("customer_email_address", known.Order.BuyerEmail);
        if (known.DeliveredAt is { } delivered)
        {
            Add("service_date", Day(delivered));
        }

        Add("uncategorized_text", Rest(known));
        return fields;

        void Add(string name, string? text)
        {
            var clean = Clean(text ?? "");
            if (clean.Length > 0)
            {
                fields[name] = Cut(clean);
            }
        }
    }

    private static string Lines(EvidenceFacts known)
    {
        var text = new StringBuilder();
        foreach (var line in known.Lines)
        {
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"{line.Quantity} × {line.Name} ({line.Sku}), "
                )
                .Append(CultureInfo.InvariantCulture, $"sold by {line.SellerName}: {line.Total}\n");
        }

        return text.ToString();
    }

    private static string Rest(EvidenceFacts known)
    {
        var (text, order) = (new StringBuilder(), known.Order);
        if (known.Note is { } note)
        {
            text.Append(note).Append("\n\n");
        }

        Line($"Merchant: {known.Tenant}");
        Line($"Order {order.Reference}, placed {Instant(order.PlacedAt)}, total {order.Total}");
        Line($"of which delivery {order.Delivery}, fee {order.Fee}, tax {order.Tax}");
        Line($"Charge {known.Chargeback.ChargeKey} ({order.GatewayReference ?? "no number"})");
        Line($"Paid: {(order.CapturedAt is { } paid ? Instant(paid) : "unknown")}");
        Line(
            $"Delivered: {(known.DeliveredAt is { } at ? Instant(at) : "not marked as delivered")}"
        );
        Line($"Refunded before: {order.Refunded}");
        Section("What happened", known.Timeline.Select(s => $"{Instant(s.At)} {s.Kind}, {s.By}"));
        Section(
            "What the buyer was told",
            known.Messages.Select(m =>
                $"{Instant(m.At)} {m.Kind} by {m.Channel} to {m.Recipient ?? "–"}: {m.Status}"
            )
        );
        Section("Refunds of this order", known.Refunds.Select(r => $"{Instant(r.At)} {r.Amount}"));
        Section(
            "Earlier orders of the same buyer",
            known.Earlier.Select(e => $"{Instant(e.PlacedAt)} {e.Reference}: {e.Total}, {e.Status}")
        );
        return text.ToString();

        void Line(string words) => text.Append(words).Append('\n');

        void Section(string title, IEnumerable<string> rows)
        {
            var all = rows.ToList();
            if (all.Count > 0)
            {
                text.Append('\n').Append(title).Append(", UTC:\n");
                all.ForEach(Line);
            }
        }
    }

    /// <summary>Without what no reader sees.</summary>
    private static string Clean(string text) =>
        string.Concat(text.Where(c => c is '\n' || !char.IsControl(c))).Trim();

    /// <summary>Never between the halves of a character.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= LongestField)
        {
            return text;
        }

        var end = LongestField - CutOff.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + CutOff;
    }

    private static string Day(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
