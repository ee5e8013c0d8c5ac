using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Core.Notifications;

/// <summary>The facts of one delivery that its words are made of.</summary>
internal sealed record DeliveryFacts(
    NotificationKind Kind,
    string? OrderReference,
    string? CustomerName,
    Currency Currency,
    long TotalMinor,
    string? Detail,
    DateOnly Day
);

/// <summary>Makes subject and body of a delivery from its facts and its template.</summary>
internal static class DeliveryWords
{
    public static TemplateWords For(DeliveryFacts facts, TemplateWords? template, string tenantName)
    {
        var words = template ?? BuiltInTemplates.For(facts.Kind);
        var values = new TemplateValues(
            facts.OrderReference ?? "",
            facts.CustomerName ?? "customer",
            new Money(facts.TotalMinor, facts.Currency).ToString(),
            string.IsNullOrEmpty(facts.Detail) ? "no reason was given." : facts.Detail,
            tenantName,
            facts.Day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        );
        return new TemplateWords(
            TemplateText.FillLine(words.Subject, values),
            TemplateText.Fill(words.Body, values)
        );
    }
}
