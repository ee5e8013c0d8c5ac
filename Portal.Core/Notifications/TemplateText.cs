using System.Text.RegularExpressions;

namespace Portal.Core.Notifications;

/// <summary>What a template may say about an order.</summary>
public sealed record TemplateValues(
    string OrderReference,
    string CustomerName,
    string Total,
    string Reason,
    string TenantName,
    string Date
);

/// <summary>
/// Fills a template: <c>Order {order_reference} is paid.</c> Placeholders are a closed list of plain
/// values; nothing in a template or a value is ever executed or read as a placeholder again.
/// </summary>
public static partial class TemplateText
{
    private static readonly Dictionary<string, Func<TemplateValues, string>> Values = new(
        StringComparer.Ordinal
    )
    {
        ["order_reference"] = v => v.OrderReference,
        ["customer_name"] = v => v.CustomerName,
        ["total"] = v => v.Total,
        ["reason"] = v => v.Reason,
        ["tenant_name"] = v => v.TenantName,
        ["date"] = v => v.Date,
    };

    public static IReadOnlyCollection<string> Placeholders => Values.Keys;

    /// <summary>The first placeholder nobody knows; null when all are known.</summary>
    public static string? FirstUnknown(string template) =>
        Placeholder()
            .Matches(template)
            .Select(m => m.Groups["name"].Value)
            .FirstOrDefault(name => !Values.ContainsKey(name));

    /// <summary>Unknown placeholders stay as they are written.</summary>
    public static string Fill(string template, TemplateValues values) =>
        Placeholder()
            .Replace(
                template,
                match =>
                    Values.TryGetValue(match.Groups["name"].Value, out var value)
                        ? value(values)
                        : match.Value
            );

    /// <summary>For a subject: control characters would start another mail header.</summary>
    public static string FillLine(string template, TemplateValues values) =>
        Control().Replace(Fill(template, values), " ");

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{C}+", RegexOptions.None, 1000)]
    private static partial Regex Control();
}
