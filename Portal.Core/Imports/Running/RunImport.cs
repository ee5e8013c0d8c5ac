using Npgsql;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Core.Imports.Running;

/// <summary>Which import, and a token that asks to stop at the next checkpoint.</summary>
public sealed record RunImportCommand(ImportId Id, CancellationToken Draining = default);

/// <summary>
/// Writes a running import's orders, chunk by chunk, from its checkpoint to its end. May be stopped
/// at any point, also by SIGKILL, and called again: what is committed is never written twice.
/// </summary>
public sealed class RunImport(
    PortalConnections connections,
    ImportLoading loading,
    Actor actor,
    TimeProvider clock
)
{
    private const string Complete = """
        UPDATE imports.imports SET status = 'completed', ended_at = $3, phase_done = staged_rows,
            phase_total = staged_rows, leased_until = NULL
        WHERE id = $1 AND generation = $2
        """;

    private const string CancelNow = """
        UPDATE imports.imports SET status = 'cancelled', ended_at = $3, leased_until = NULL
        WHERE id = $1 AND generation = $2
        """;

    /// <summary>
    /// Refused when nobody started the import, or another worker keeps having it. An import that has
    /// ended answers as it did then: its job comes again when the worker died before writing that down.
    /// </summary>
    public async Task<Result> HandleAsync(RunImportCommand command, CancellationToken ct)
    {
        await using var lease = await loading.AcquireAsync(command.Id, ImportStatus.Running, ct);
        if (lease is null)
        {
            return await loading.FindAsync(command.Id, ct) is { } ended
                ? ended.RunOutcome()
                : ImportErrors.NotFound;
        }

        var loaded = await loading.StageAsync(command.Id, lease);
        if (loaded.Failed)
        {
            return loaded.Error;
        }

        var (import, staging) = loaded.Value;
        await using var connection = await connections.OpenAsync(lease.Held);
        var context = new ChunkContext(import, staging, lease.Generation, actor, clock.GetUtcNow());
        if (
            import.Checkpoint == 0
            && import.Setup.Options.UnknownProducts == UnknownProducts.CreateDraft
        )
        {
            var drafted = await CreateDraftsAsync(connection, context, lease.Held);
            if (drafted.Failed)
            {
                return drafted;
            }
        }

        bool isDone;
        await using (var writers = new ChunkWriters(connections, context, lease))
        {
            isDone = await writers.WriteAllAsync(command.Draining);
        }

        await connection.RunAsync(
            isDone ? Complete : CancelNow,
            lease.Held,
            import.Id.Value,
            lease.Generation,
            clock.GetUtcNow()
        );
        await connection.RunAsync(StagingSql.DropAll(import.Id), lease.Held);
        return Result.Ok;
    }

    /// <summary>Drafts come before the first chunk, in one statement that may be repeated.</summary>
    private async Task<Result> CreateDraftsAsync(
        NpgsqlConnection connection,
        ChunkContext context,
        CancellationToken ct
    )
    {
        if (context.Import.Setup.Mapping.Shape == ImportShape.OrderTotals)
        {
            return Result.Ok;
        }

        if (await loading.DraftSellerAsync(context.Import, ct) is not { } seller)
        {
            return ImportErrors.NoSeller;
        }

        var made = await connection.RunAsync(
            ProductIntakeSql.CreateDrafts(context.Staging.UnknownProducts),
            ct,
            context.Tenant,
            seller.Value,
            context.Now
        );
        await connection.RunAsync(
            "UPDATE imports.imports SET products_created = products_created + $2 WHERE id = $1",
            ct,
            context.Import.Id.Value,
            made
        );
        return Result.Ok;
    }
}
