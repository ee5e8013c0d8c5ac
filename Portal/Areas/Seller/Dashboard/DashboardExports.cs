using Portal.Core.Analytics;
using Portal.Core.Data.Export;
using Portal.Edge;
using Portal.Kit.Dates;

namespace Portal.Areas.Seller.Dashboard;

/// <summary>The dashboard as files, under the dashboard's own address parameters.</summary>
public static class DashboardExports
{
    private const string ExcelType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapDashboardExports(this WebApplication app)
    {
        app.MapGet("/dashboard/export.csv", CsvAsync)
            .RequireAuthorization(AnalyticsPermissions.Read.Key)
            .ExcludeFromDescription();
        app.MapGet("/dashboard/export.xlsx", ExcelAsync)
            .RequireAuthorization(AnalyticsPermissions.Read.Key)
            .ExcludeFromDescription();
    }

    private static Task<IResult> CsvAsync(
        string? range,
        string? compare,
        DashboardQueries dashboard,
        FigureQueries figures,
        CancellationToken ct
    ) =>
        ExportAsync(
            range,
            compare,
            dashboard,
            figures,
            (view, name) =>
                Results.Stream(
                    stream => CsvExport.WriteAsync(stream, DashboardExport.Of(view), ct),
                    "text/csv",
                    $"{name}.csv"
                ),
            ct
        );

    private static Task<IResult> ExcelAsync(
        string? range,
        string? compare,
        DashboardQueries dashboard,
        FigureQueries figures,
        CancellationToken ct
    ) =>
        ExportAsync(
            range,
            compare,
            dashboard,
            figures,
            (view, name) =>
            {
                using var workbook = new MemoryStream();
                ExcelExport.Write(workbook, DashboardExport.Of(view));
                return Results.File(workbook.ToArray(), ExcelType, $"{name}.xlsx");
            },
            ct
        );

    private static async Task<IResult> ExportAsync(
        string? range,
        string? compare,
        DashboardQueries dashboard,
        FigureQueries figures,
        Func<DashboardView, string, IResult> write,
        CancellationToken ct
    )
    {
        var today = await figures.TodayAsync(ct);
        if (today.Failed)
        {
            return today.Error.ToHttp();
        }

        var choice = DateRangeChoice.Of(range, compare, today.Value);
        var view = await dashboard.ReadAsync(
            choice.On(today.Value),
            choice.ComparedOn(today.Value),
            ct
        );
        return view.Failed
            ? view.Error.ToHttp()
            : write(
                view.Value,
                $"figures-{view.Value.Now.Value.Days.First:yyyy-MM-dd}-{view.Value.Now.Value.Days.Last:yyyy-MM-dd}"
            );
    }
}
