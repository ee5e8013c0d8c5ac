using System.Globalization;
using Portal.Core.Data.Export;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Edge;

namespace Portal.Areas.Finance.Payouts;

/// <summary>Approved runs as files, and payouts as statements.</summary>
public static class PayoutExports
{
    public static void MapPayoutExports(this WebApplication app)
    {
        app.MapGet("/finance/payouts/{id:long}/pain001.xml", CreditTransferAsync)
            .RequireAuthorization(SettlementPermissions.Pay.Key)
            .ExcludeFromDescription();
        app.MapGet("/finance/payouts/{id:long}/export.csv", RunAsync)
            .RequireAuthorization(SettlementPermissions.Pay.Key)
            .ExcludeFromDescription();
        app.MapGet("/payouts/{id:long}/statement.csv", StatementAsync)
            .RequireAuthorization(SettlementPermissions.Read.Key)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> CreditTransferAsync(
        long id,
        PayoutFiles files,
        CancellationToken ct
    )
    {
        var file = await files.CreditTransferAsync(new PayoutRunId(id), ct);
        return file.Failed
            ? file.Error.ToHttp()
            : Results.File(file.Value, "application/xml", NameOf("payout-run", id, "xml"));
    }

    private static async Task<IResult> RunAsync(long id, PayoutFiles files, CancellationToken ct)
    {
        var table = await files.TableAsync(new PayoutRunId(id), ct);
        return table.Failed
            ? table.Error.ToHttp()
            : Csv(table.Value, NameOf("payout-run", id, "csv"), ct);
    }

    private static async Task<IResult> StatementAsync(
        long id,
        PayoutStatements statements,
        CancellationToken ct
    )
    {
        var table = await statements.TableAsync(new PayoutId(id), ct);
        return table.Failed
            ? table.Error.ToHttp()
            : Csv(table.Value, NameOf("payout", id, "csv"), ct);
    }

    private static IResult Csv(ExportTable table, string name, CancellationToken ct) =>
        Results.Stream(stream => CsvExport.WriteAsync(stream, [table], ct), "text/csv", name);

    private static string NameOf(string what, long id, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{id}.{extension}");
}
