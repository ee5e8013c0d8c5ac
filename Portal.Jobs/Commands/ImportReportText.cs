using System.Globalization;
using System.Text;
using Portal.Core.Imports;
using Portal.Core.Kernel;

namespace Portal.Jobs.Commands;

/// <summary>A report as lines of text.</summary>
internal static class ImportReportText
{
    private const int FirstRejected = 10;

    public static string Of(ImportId id, ImportStatus status, ImportReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Import {id.Value}: {(status is ImportStatus.Checked ? "would make" : "made")} "
                + $"{report.Orders:N0} orders, {report.Refunds:N0} refunds, {report.NewProducts:N0} products."
        );
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{report.Rows:N0} rows = {report.Accepted:N0} accepted + {report.AlreadyThere:N0} already there "
                + $"+ {report.Rejected:N0} rejected"
        );
        foreach (var sum in report.Totals)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  total {new Money(sum.Minor, Currency.Of(sum.Currency))}"
            );
        }

        foreach (var problem in report.Problems)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {problem.Rows, 8:N0} × {problem.Code}"
            );
        }

        foreach (var row in report.FirstRejected.Take(FirstRejected))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  row {row.Line}, {row.Column ?? "whole row"}: {row.Message}"
            );
        }

        return text.ToString().TrimEnd();
    }
}
