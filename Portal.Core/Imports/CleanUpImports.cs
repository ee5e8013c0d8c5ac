using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Imports.Running;

namespace Portal.Core.Imports;

/// <summary>What a clean-up came to.</summary>
public sealed record CleanedImports(int Abandoned, int Files, int Staged);

/// <summary>
/// Gives up uploads that nobody started, and removes files and staging tables that nothing needs any more: of imports that
/// were never started, of those that ended long ago, and of uploads that broke off before there was an import. What an
/// import came to stays. For the platform; safe to repeat and to stop anywhere.
/// </summary>
public sealed class CleanUpImports(
    PortalConnections connections,
    IDbContextFactory<PortalDbContext> contexts,
    ImportStorage storage,
    IOptions<ImportRetention> retention,
    TimeProvider clock
)
{
    private const int FilesAtOnce = 500;

    /// <summary>A worker that has just ended an import drops its staging by itself.</summary>
    private static readonly TimeSpan WorkersTurn = TimeSpan.FromMinutes(10);

    /// <summary>$1 untouched since, $2 now, $3 code, $4 message. Whoever starts it at this moment wins.</summary>
    private const string Abandon = """
        UPDATE imports.imports
        SET status = 'cancelled', ended_at = $2, failure_code = $3, failure_message = $4
        WHERE status IN ('uploaded', 'checked') AND coalesce(progress_at, created_at) < $1
        """;

    /// <summary>$1 ended before, for imports that were started.</summary>
    private const string LeftStaging = """
        SELECT DISTINCT i.id
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN imports.imports i ON i.id = substring(c.relname from '^(?:rows|groups)_([0-9]+)_[0-9]+$')::bigint
        WHERE n.nspname = 'imports' AND c.relkind = 'r'
            AND i.ended_at IS NOT NULL AND (i.started_at IS NULL OR i.ended_at < $1)
        ORDER BY i.id
        """;

    public async Task<CleanedImports> HandleAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var untouchedSince = now - TimeSpan.FromHours(retention.Value.AbandonHours);
        await using var connection = await connections.OpenAsync(ct);
        var abandoned = await connection.RunAsync(
            Abandon,
            ct,
            untouchedSince,
            now,
            ImportErrors.Abandoned.Code,
            ImportErrors.Abandoned.Message
        );
        return new CleanedImports(
            abandoned,
            await RemoveFilesAsync(
                untouchedSince,
                now - TimeSpan.FromDays(retention.Value.KeepDays),
                ct
            ),
            await DropStagingAsync(connection, now - WorkersTurn, ct)
        );
    }

    private async Task<int> RemoveFilesAsync(
        DateTimeOffset untouchedSince,
        DateTimeOffset endedBefore,
        CancellationToken ct
    )
    {
        var removed = 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var files in storage.All().Chunk(FilesAtOnce))
        {
            var keys = files.Select(file => file.Key).ToList();
            var imports = await db
                .Imports.Where(i => keys.Contains(i.FileKey))
                .Select(i => new
                {
                    i.FileKey,
                    i.StartedAt,
                    i.EndedAt,
                })
                .ToDictionaryAsync(i => i.FileKey, StringComparer.Ordinal, ct);
            foreach (var file in files)
            {
                var isDue = imports.TryGetValue(file.Key, out var import)
                    ? import.EndedAt is { } ended
                        && (import.StartedAt is null || ended < endedBefore)
                    : file.WrittenAt < untouchedSince;
                if (isDue)
                {
                    storage.Delete(file.Key);
                    removed++;
                }
            }
        }

        return removed;
    }

    private static async Task<int> DropStagingAsync(
        NpgsqlConnection connection,
        DateTimeOffset endedBefore,
        CancellationToken ct
    )
    {
        var left = new List<ImportId>();
        await using (var command = connection.Command(LeftStaging, endedBefore))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                left.Add(new ImportId(reader.GetInt64(0)));
            }
        }

        foreach (var import in left)
        {
            await connection.RunAsync(StagingSql.DropAll(import), ct);
        }

        return left.Count;
    }
}
