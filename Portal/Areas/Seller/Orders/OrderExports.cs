using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portal.Core.Data.Export;
using Portal.Core.Orders;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Orders;

/// <summary>The order list as a file, under the list's own address parameters; every page of it.</summary>
public static class OrderExports
{
    public static void MapOrderExports(this WebApplication app) =>
        app.MapGet("/orders/export.csv", CsvAsync)
            .RequireAuthorization(OrderPermissions.Read.Key)
            .ExcludeFromDescription();

    private static async Task<IResult> CsvAsync(
        HttpRequest request,
        OrderQueries orders,
        TenantReader tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        var query = TableState
            .Parse(request.GetEncodedUrl(), OrderTableFilter.Shape, today)
            .ToQuery(today);
        var rows = orders.AllAsync(OrderTableFilter.From(query), query.Page, ct);
        return Results.Stream(
            stream =>
                CsvExport.WriteAsync(stream, OrderExport.Columns, rows.Select(OrderExport.Row), ct),
            "text/csv",
            string.Create(CultureInfo.InvariantCulture, $"orders-{today:yyyy-MM-dd}.csv")
        );
    }
}
