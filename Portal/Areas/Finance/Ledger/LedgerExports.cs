using System.Globalization;
using Portal.Core.Data.Export;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Edge;
using Portal.Kit.Dates;

namespace Portal.Areas.Finance.Ledger;

/// <summary>The books as files, under the address parameters of the pages they are of.</summary>
public static class LedgerExports
{
    public static void MapLedgerExports(this WebApplication app)
    {
        app.MapGet("/finance/accounts/{id:long}/postings.csv", PostingsAsync)
            .RequireAuthorization(LedgerPermissions.Read.Key)
            .ExcludeFromDescription();
        app.MapGet("/finance/trial-balance/export.csv", TrialBalanceAsync)
            .RequireAuthorization(LedgerPermissions.Read.Key)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> PostingsAsync(
        long id,
        string? days,
        LedgerQueries ledger,
        TenantReader tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        var span = days is null ? null : DaySpan.Parse(days, today);
        var statement = await ledger.StatementAsync(
            new AccountId(id),
            BookDays.Of(span, today),
            ct
        );
        return statement.Failed
            ? statement.Error.ToHttp()
            : Csv(LedgerExport.Of(statement.Value), $"account-{id}", ct);
    }

    private static async Task<IResult> TrialBalanceAsync(
        string? date,
        LedgerQueries ledger,
        TenantReader tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        var balance = await ledger.TrialBalanceAsync(TrialBalanceDay.Of(date, today), ct);
        return balance.Failed
            ? balance.Error.ToHttp()
            : Csv(
                LedgerExport.Of(balance.Value),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"trial-balance-{balance.Value.Day:yyyy-MM-dd}"
                ),
                ct
            );
    }

    private static IResult Csv(ExportTable table, string name, CancellationToken ct) =>
        Results.Stream(
            stream => CsvExport.WriteAsync(stream, [table], ct),
            "text/csv",
            $"{name}.csv"
        );
}
