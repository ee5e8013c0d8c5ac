using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>An import that a worker has, with its rows staged and judged.</summary>
internal sealed record LoadedImport(Import Import, StagingSql Staging);

/// <summary>What check and run begin with: the lease, the import, its rows in staging.</summary>
public sealed class ImportLoading(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    ImportStorage storage,
    TenantReader tenants,
    CurrentTenant tenant,
    LiveSignals signals,
    TimeProvider clock
)
{
    /// <summary>Longer than a lease lasts: the holder has ended, or keeps renewing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Waits for the lease of a worker that was killed to run out.</summary>
    internal async Task<ImportLease?> AcquireAsync(
        ImportId id,
        ImportStatus status,
        CancellationToken ct
    )
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var lease = await ImportLease.AcquireAsync(
                connections,
                clock,
                (id, status),
                topic => signals.SendAsync(tenant.Id, topic),
                ct
            );
            if (lease is not null || clock.GetElapsedTime(started) > Patience)
            {
                return lease;
            }

            await using (var db = await contexts.CreateDbContextAsync(ct))
            {
                if (!await db.Imports.AnyAsync(i => i.Id == id && i.Status == status, ct))
                {
                    return null;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }
    }

    internal async Task<Import?> FindAsync(ImportId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
    }

    /// <summary>A file that cannot be read to its end fails the import, with the reason.</summary>
    internal async Task<Result<LoadedImport>> StageAsync(ImportId id, ImportLease lease)
    {
        await using var db = await contexts.CreateDbContextAsync(lease.Held);
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, lease.Held);
        var staged = await new ImportStaging(connections, storage, tenants).EnsureAsync(
            import,
            lease
        );
        if (staged.Failed)
        {
            await FailAsync(import, lease, staged.Error);
            return staged.Error;
        }

        // The count of rows is known only now.
        import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, lease.Held);
        return new LoadedImport(import, staged.Value);
    }

    /// <summary>Whose drafts of unknown products become.</summary>
    internal async Task<SellerId?> DraftSellerAsync(Import import, CancellationToken ct) =>
        import.SellerId ?? await tenants.FirstSellerAsync(ct);

    private async Task FailAsync(Import import, ImportLease lease, Error error)
    {
        await using var connection = await connections.OpenAsync(lease.Held);
        await connection.RunAsync(
            """
            UPDATE imports.imports SET status = 'failed', failure_code = $3, failure_message = $4,
                ended_at = $5, leased_until = NULL
            WHERE id = $1 AND generation = $2
            """,
            lease.Held,
            import.Id.Value,
            lease.Generation,
            error.Code,
            error.Message,
            clock.GetUtcNow()
        );
        await connection.RunAsync(StagingSql.DropAll(import.Id), lease.Held);
    }
}
