using Npgsql;
using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>
/// Brings a file into its staging tables and judges every row and group, or finds that this has
/// been done and still holds.
/// </summary>
internal sealed class ImportStaging(
    PortalConnections connections,
    ImportStorage storage,
    TenantReader tenants
)
{
    private const string RecordStaged = """
        UPDATE imports.imports SET staged_generation = $2, staged_rows = $3
        WHERE id = $1 AND generation = $2
        """;

    public async Task<Result<StagingSql>> EnsureAsync(Import import, ImportLease lease)
    {
        await using var connection = await connections.OpenAsync(lease.Held);
        if (import.StagedGeneration is { } generation)
        {
            var there = new StagingSql(import.Id, generation);
            if (await IsWholeAsync(connection, there, import.StagedRows, lease.Held))
            {
                return there;
            }
        }

        return await StageAsync(connection, import, lease);
    }

    private async Task<Result<StagingSql>> StageAsync(
        NpgsqlConnection connection,
        Import import,
        ImportLease lease
    )
    {
        var ct = lease.Held;
        var staging = new StagingSql(import.Id, lease.Generation);
        await using var file = storage.Open(import.FileKey);
        if (file is null)
        {
            return ImportErrors.FileGone;
        }

        await connection.RunAsync(StagingSql.DropAll(import.Id), ct);
        await connection.RunAsync(staging.Create, ct);
        var tenant = await tenants.CurrentAsync(ct);
        var setup = import.Setup;
        var parser = new RowParser(
            setup.Format,
            setup.Mapping,
            import.Preview.Columns,
            new RowContext(tenant.Currency, tenant.Zone, import.CreatedAt)
        );
        await using var rows = CsvRows.Open(file, setup.Format);
        var copied = await StagingLoad.CopyAsync(
            connection,
            staging,
            rows,
            parser,
            done =>
                lease.Report(
                    ImportPhase.Reading,
                    done,
                    Math.Max(done, import.Preview.EstimatedRows)
                ),
            ct
        );
        if (copied.Failed)
        {
            return copied.Error;
        }

        if (copied.Value == 0)
        {
            return CsvErrors.NoRows;
        }

        lease.Report(ImportPhase.Checking, 0, copied.Value);
        await JudgeAsync(connection, staging, import, ct);
        await connection.RunAsync(
            RecordStaged,
            ct,
            import.Id.Value,
            lease.Generation,
            copied.Value
        );
        return staging;
    }

    private static async Task JudgeAsync(
        NpgsqlConnection connection,
        StagingSql staging,
        Import import,
        CancellationToken ct
    )
    {
        var tenant = import.TenantId.Value;
        var setup = import.Setup;
        var shape = setup.Mapping.Shape;
        await connection.RunAsync(staging.IndexRows, ct);
        if (shape != ImportShape.OrderTotals)
        {
            if (setup.Options.UnknownProducts == UnknownProducts.Reject)
            {
                await connection.RunAsync(staging.RejectUnknownProducts, ct, tenant);
            }

            if (import.SellerId is { } seller)
            {
                await connection.RunAsync(staging.RejectOtherShops, ct, tenant, seller.Value);
            }
        }

        await connection.RunAsync(
            staging.Group,
            ct,
            shape != ImportShape.OrderLines,
            setup.IsHistory,
            shape == ImportShape.OrderTotals
        );
        await connection.RunAsync(staging.IndexGroups, ct);
        await connection.RunAsync(staging.RejectRefundsWithoutOrder, ct, tenant, setup.IsHistory);

        // Judged once: what a later chunk meets must not undo what an earlier one has written.
        if (setup.Options.Errors == ErrorHandling.RejectAll && import.Checkpoint == 0)
        {
            await connection.RunAsync(staging.RejectAll, ct);
        }
    }

    private static async Task<bool> IsWholeAsync(
        NpgsqlConnection connection,
        StagingSql staging,
        long rows,
        CancellationToken ct
    ) =>
        await connection.ScalarAsync<bool>(staging.Exists, ct)
        && await connection.ScalarAsync<long>(staging.CountRows, ct) == rows;
}
