using System.Globalization;
using System.Net;
using System.Text;

namespace Portal.Core.Chargebacks;

/// <summary>
/// Evidence as one page of HTML to print or to hand to a bank: nothing is loaded from outside, and every text is encoded.
/// </summary>
public static class EvidencePage
{
    private const string Style = """
        body{font:14px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:52rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:1.75rem 0 .5rem;border-bottom:1px solid #bbb;padding-bottom:.2rem}
        p{margin:.3rem 0}.quiet{color:#555}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.3rem .75rem .3rem 0;border-bottom:1px solid #ddd;vertical-align:top}
        .n{text-align:right;font-variant-numeric:tabular-nums;padding-right:0;white-space:nowrap}
        dl{display:grid;grid-template-columns:12rem 1fr;gap:.2rem 1rem;margin:0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
        .note{white-space:pre-wrap}@media print{body{margin:0;max-width:none}h2,tr{break-inside:avoid}}
        """;

    public static string Of(EvidenceFacts known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append(
                "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"
            )
            .Append(Encoded($"Evidence for chargeback {known.Chargeback.Reference}"))
            .Append("</title><style>")
            .Append(Style)
            .Append("</style></head><body>\n");
        Head(page, known);
        Note(page, known.Note);
        Payment(page, known);
        Table(
            page,
            "What was sold",
            ["SKU", "Article", "Shop", "Pieces", "Paid"],
            known.Lines.Select(l =>
                new[] { l.Sku, l.Name, l.SellerName, Number(l.Quantity), l.Total.ToString() }
            ),
            numbers: 2
        );
        Totals(page, known.Order);
        Buyer(page, known);
        Table(
            page,
            "What happened",
            ["When, UTC", "What", "By"],
            known.Timeline.Select(s => new[] { Instant(s.At), Words(s.Kind), s.By })
        );
        Table(
            page,
            "What the buyer was told",
            ["When, UTC", "About", "Way", "To", "State", "Sent, UTC"],
            known.Messages.Select(m =>
                new[]
                {
                    Instant(m.At),
                    Words(m.Kind),
                    Words(m.Channel),
                    m.Recipient ?? "",
                    Words(m.Status),
                    m.SentAt is { } sent ? Instant(sent) : "",
                }
            )
        );
        Table(
            page,
            "Refunds of this order",
            ["Refund", "When, UTC", "Amount"],
            known.Refunds.Select(r =>
                new[] { Number(r.Number), Instant(r.At), r.Amount.ToString() }
            ),
            numbers: 1
        );
        Table(
            page,
            "Earlier orders of the same buyer",
            ["Order", "Placed, UTC", "State", "Paid"],
            known.Earlier.Select(o =>
                new[] { o.Reference, Instant(o.PlacedAt), Words(o.Status), o.Total.ToString() }
            ),
            numbers: 1
        );
        return page.Append("</body></html>\n").ToString();
    }

    private static void Head(StringBuilder page, EvidenceFacts known)
    {
        var chargeback = known.Chargeback;
        page.Append("<h1>Evidence for chargeback ")
            .Append(Encoded(chargeback.Reference))
            .Append("</h1>\n<p class=\"quiet\">")
            .Append(Encoded($"{known.Tenant}, gathered {Instant(known.GatheredAt)} UTC"))
            .Append("</p>\n<h2>Chargeback</h2>\n");
        Facts(
            page,
            ("Disputed", chargeback.Amount.ToString()),
            ("Reason", chargeback.ReasonCode),
            ("Gateway", chargeback.Gateway),
            ("Gateway's reference", chargeback.Reference),
            ("Evidence due", $"{Instant(chargeback.EvidenceDueAt)} UTC")
        );
    }

    private static void Note(StringBuilder page, string? note)
    {
        if (note is not null)
        {
            page.Append("<h2>From the merchant</h2>\n<p class=\"note\">")
                .Append(Encoded(note))
                .Append("</p>\n");
        }
    }

    private static void Payment(StringBuilder page, EvidenceFacts known)
    {
        var order = known.Order;
        page.Append("<h2>Order and payment</h2>\n");
        Facts(
            page,
            ("Order", order.Reference),
            ("Placed", $"{Instant(order.PlacedAt)} UTC"),
            ("Paid", order.CapturedAt is { } at ? $"{Instant(at)} UTC" : "–"),
            ("Charge", known.Chargeback.ChargeKey),
            ("Gateway's number of the charge", order.GatewayReference ?? "–"),
            (
                "Delivered",
                known.DeliveredAt is { } day ? $"{Instant(day)} UTC" : "Not marked as delivered"
            )
        );
    }

    private static void Totals(StringBuilder page, EvidenceOrderFacts order) =>
        Facts(
            page,
            ("Delivery", order.Delivery.ToString()),
            ("Fee for the way of paying", order.Fee.ToString()),
            ("Tax in the total", order.Tax.ToString()),
            ("Total", order.Total.ToString()),
            ("Refunded before", order.Refunded.ToString())
        );

    private static void Buyer(StringBuilder page, EvidenceFacts known)
    {
        page.Append("<h2>Buyer</h2>\n");
        Facts(
            page,
            ("Name", known.Order.BuyerName ?? "Not given"),
            ("Mail address", known.Order.BuyerEmail ?? "Not given"),
            ("Customer", known.Order.BuyerReference ?? "Not given")
        );
    }

    private static void Facts(StringBuilder page, params (string Label, string Value)[] facts)
    {
        page.Append("<dl>");
        foreach (var (label, value) in facts)
        {
            page.Append("<dt>")
                .Append(Encoded(label))
                .Append("</dt><dd>")
                .Append(Encoded(value))
                .Append("</dd>");
        }

        page.Append("</dl>\n");
    }

    /// <param name="numbers">How many of the last columns are figures.</param>
    private static void Table(
        StringBuilder page,
        string title,
        string[] columns,
        IEnumerable<string[]> rows,
        int numbers = 0
    )
    {
        page.Append("<h2>").Append(Encoded(title)).Append("</h2>\n");
        var all = rows.ToList();
        if (all.Count == 0)
        {
            page.Append("<p class=\"quiet\">None.</p>\n");
            return;
        }

        page.Append("<table><thead><tr>");
        Cells(page, "th", columns, numbers);
        page.Append("</tr></thead><tbody>\n");
        foreach (var row in all)
        {
            page.Append("<tr>");
            Cells(page, "td", row, numbers);
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static void Cells(StringBuilder page, string tag, string[] cells, int numbers)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            page.Append('<')
                .Append(tag)
                .Append(i >= cells.Length - numbers ? " class=\"n\">" : ">")
                .Append(Encoded(cells[i]))
                .Append("</")
                .Append(tag)
                .Append('>');
        }
    }

    /// <summary><c>order.payment_captured</c> as Order payment captured.</summary>
    private static string Words(string name)
    {
        var words = name.Replace('.', ' ').Replace('_', ' ');
        return words.Length == 0
            ? ""
            : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
