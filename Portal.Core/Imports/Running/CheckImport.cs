using System.Text.Json;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Imports.Running;

/// <summary>Which import.</summary>
public sealed record CheckImportCommand(ImportId Id);

/// <summary>
/// The dry run: reads and judges the whole file and keeps a report; no order, customer or product
/// is written.
/// </summary>
public sealed class CheckImport(
    PortalConnections connections,
    ImportLoading loading,
    TimeProvider clock
)
{
    private const string Report = """
        UPDATE imports.imports SET status = $3, report = $4, ended_at = $5, leased_until = NULL
        WHERE id = $1 AND generation = $2
        """;

    /// <summary>
    /// Refused when nobody asked for a check, it was stopped before it began, or another worker keeps
    /// having the import. A check that has ended answers with its report: its job comes again when the
    /// worker died before writing that down.
    /// </summary>
    public async Task<Result<ImportReport>> HandleAsync(
        CheckImportCommand command,
        CancellationToken ct
    )
    {
        await using var lease = await loading.AcquireAsync(command.Id, ImportStatus.Checking, ct);
        if (lease is null)
        {
            return await loading.FindAsync(command.Id, ct) is { } ended
                ? ended.CheckOutcome()
                : ImportErrors.NotFound;
        }

        var loaded = await loading.StageAsync(command.Id, lease);
        if (loaded.Failed)
        {
            return loaded.Error;
        }

        var (import, staging) = loaded.Value;
        await using var connection = await connections.OpenAsync(lease.Held);
        var report = await ReportSql.ReadAsync(connection, import, staging, lease.Held);
        var isCancelled = lease.IsCancelRequested;
        await using var save = connection.Command(
            Report,
            import.Id.Value,
            lease.Generation,
            SnakeCase.Of(isCancelled ? ImportStatus.Cancelled : ImportStatus.Checked)
        );
        save.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(report, EventLog.Json),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        save.Parameters.Add(
            new()
            {
                Value = isCancelled ? clock.GetUtcNow() : DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
            }
        );
        await save.ExecuteNonQueryAsync(lease.Held);
        return report;
    }
}
