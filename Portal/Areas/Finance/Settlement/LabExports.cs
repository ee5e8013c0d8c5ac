using System.Globalization;
using Portal.Core.Data.Export;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Rules;
using Portal.Edge;

namespace Portal.Areas.Finance.Settlement;

/// <summary>What the lab found as a file.</summary>
public static class LabExports
{
    public static void MapLabExports(this WebApplication app) =>
        app.MapGet("/finance/commission/lab/export.csv", ExportAsync)
            .RequireAuthorization(SettlementPermissions.Terms.Key)
            .ExcludeFromDescription();

    private static async Task<IResult> ExportAsync(
        string? draft,
        int? days,
        CommissionLab lab,
        CancellationToken ct
    )
    {
        CommissionSetId? set = long.TryParse(draft, CultureInfo.InvariantCulture, out var id)
            ? new CommissionSetId(id)
            : null;
        var report = await lab.ReplayAsync(set, days ?? CommissionLab.MaxDays, ct);
        return report.Failed
            ? report.Error.ToHttp()
            : Results.Stream(
                stream => CsvExport.WriteAsync(stream, LabExport.Tables(report.Value), ct),
                "text/csv",
                "rule-lab.csv"
            );
    }
}
