using System.Globalization;
using System.Text;
using Portal.Core.Analytics;

namespace Portal.Jobs.Commands;

/// <summary>A daily report for the terminal and for mail.</summary>
internal static class DailyReportText
{
    public static string Of(string tenant, DailyReport report)
    {
        var text = new StringBuilder();
        var (now, before) = (report.Kpis, report.DayBefore);
        Line(text, $"{tenant} · {report.Day:dddd d MMMM yyyy}");
        Line(text, $"as of {report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Line(text, $"");
        Line(text, $"{"", -22}{"day", 16}{"day before", 16}");
        Line(text, $"{KpiDefinitions.Revenue.Label, -22}{now.Revenue, 16}{before.Revenue, 16}");
        Line(text, $"{KpiDefinitions.Orders.Label, -22}{now.Orders, 16}{before.Orders, 16}");
        Line(
            text,
            $"{KpiDefinitions.Completed.Label, -22}{now.Completed, 16}{before.Completed, 16}"
        );
        Line(text, $"{KpiDefinitions.Failed.Label, -22}{now.Failed, 16}{before.Failed, 16}");
        Line(
            text,
            $"{KpiDefinitions.AverageOrderValue.Label, -22}{now.AverageOrderValue, 16}{before.AverageOrderValue, 16}"
        );
        Line(
            text,
            $"{KpiDefinitions.Conversion.Label, -22}{now.ConversionPercent, 14:F2} %{before.ConversionPercent, 14:F2} %"
        );
        Line(
            text,
            $"{KpiDefinitions.Customers.Label, -22}{now.Customers, 16}{before.Customers, 16}"
        );
        Line(
            text,
            $"{KpiDefinitions.Refunds.Label, -22}{now.RefundAmount, 16}{before.RefundAmount, 16}"
        );
        Section(
            text,
            "Best customers",
            report.Customers.Select(c => $"{c.Rank, 3}. {c.Name, -40}{c.Spent, 16}")
        );
        Section(
            text,
            "Bestsellers",
            report.Products.Select(p => $"{p.Rank, 3}. {p.Name, -40}{p.Quantity, 8} sold")
        );
        Section(
            text,
            "Why orders failed",
            report.Failures.Select(f => $"     {f.Code, -40}{f.Orders, 8}")
        );
        return text.ToString().TrimEnd();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        Line(text, $"");
        Line(text, $"{title}");
        foreach (var line in lines.DefaultIfEmpty("     none"))
        {
            text.AppendLine(line);
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
