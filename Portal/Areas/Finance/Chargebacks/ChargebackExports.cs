using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Core.Chargebacks;
using Portal.Core.Data.Export;
using Portal.Core.Tenancy.Contracts;
using Portal.Edge;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Chargebacks;

/// <summary>The list of chargebacks as a file, under the list's own address parameters, and the evidence of one.</summary>
public static class ChargebackExports
{
    public static void MapChargebackExports(this WebApplication app)
    {
        app.MapGet("/finance/chargebacks/export.csv", CsvAsync)
            .RequireAuthorization(ChargebackPermissions.Read.Key)
            .ExcludeFromDescription();
        app.MapGet("/finance/chargebacks/{id:long}/evidence.html", EvidenceAsync)
            .RequireAuthorization(ChargebackPermissions.Read.Key)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> CsvAsync(
        HttpRequest request,
        ChargebackQueries chargebacks,
        TenantReader tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        var query = TableState
            .Parse(request.GetEncodedUrl(), ChargebackTableFilter.Shape, today)
            .ToQuery(today);
        var table = await chargebacks.TableAsync(ChargebackTableFilter.From(query), ct);
        return table.Failed
            ? table.Error.ToHttp()
            : Results.Stream(
                stream => CsvExport.WriteAsync(stream, [table.Value], ct),
                "text/csv",
                string.Create(CultureInfo.InvariantCulture, $"chargebacks-{today:yyyy-MM-dd}.csv")
            );
    }

    /// <summary>As a download: the page is not of this site, and is not shown as if it were.</summary>
    private static async Task<IResult> EvidenceAsync(
        long id,
        EvidenceDocuments documents,
        CancellationToken ct
    )
    {
        var page = await documents.ReadAsync(new ChargebackId(id), ct);
        return page.Failed
            ? page.Error.ToHttp()
            : Results.File(
                page.Value,
                "text/html; charset=utf-8",
                string.Create(CultureInfo.InvariantCulture, $"chargeback-{id}-evidence.html")
            );
    }
}
