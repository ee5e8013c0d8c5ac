using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Core.Data.Export;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Debts;
using Portal.Core.Tenancy.Contracts;
using Portal.Edge;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Debts;

/// <summary>The list of debts as a file, under the list's own address parameters; every page of it.</summary>
public static class DebtExports
{
    public static void MapDebtExports(this WebApplication app) =>
        app.MapGet("/finance/debts/export.csv", CsvAsync)
            .RequireAuthorization(SettlementPermissions.Approve.Key)
            .ExcludeFromDescription();

    private static async Task<IResult> CsvAsync(
        HttpRequest request,
        DebtQueries debts,
        TenantReader tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        var query = TableState
            .Parse(request.GetEncodedUrl(), DebtTableFilter.Shape, today)
            .ToQuery(today);
        var table = await debts.TableAsync(DebtTableFilter.From(query), ct);
        return table.Failed
            ? table.Error.ToHttp()
            : Results.Stream(
                stream => CsvExport.WriteAsync(stream, [table.Value], ct),
                "text/csv",
                string.Create(CultureInfo.InvariantCulture, $"debts-{today:yyyy-MM-dd}.csv")
            );
    }
}
