using System.Globalization;
using Portal.Core.Data.Export;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Edge;

namespace Portal.Areas.Finance.Wallets;

/// <summary>Statements of wallets as files, under the address parameters of their page.</summary>
public static class WalletExports
{
    public static void MapWalletExports(this WebApplication app) =>
        app.MapGet("/finance/wallets/{id:long}/statement.csv", StatementAsync)
            .RequireAuthorization(WalletPermissions.Read.Key)
            .ExcludeFromDescription();

    private static async Task<IResult> StatementAsync(
        long id,
        string? days,
        WalletStatements statements,
        TenantReader tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow());
        var table = await statements.TableAsync(
            new WalletId(id),
            StatementDays.RangeOf(days, today),
            ct
        );
        return table.Failed
            ? table.Error.ToHttp()
            : Results.Stream(
                stream => CsvExport.WriteAsync(stream, [table.Value], ct),
                "text/csv",
                string.Create(CultureInfo.InvariantCulture, $"wallet-{id}.csv")
            );
    }
}
