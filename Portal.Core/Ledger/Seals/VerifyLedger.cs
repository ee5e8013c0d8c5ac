using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>
/// Recomputes the tenant's books from the first entry on: contents, sums, seals and their chain,
/// balances, holds, the trial balance. Names what is wrong first, changes nothing of the books, and
/// leaves what it found among the events. Refuses without the right.
/// </summary>
public sealed class VerifyLedger(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    private const int EntriesPerReport = 1_000;

    /// <param name="progress">Told how many entries have been read so far.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<Result<LedgerVerification>> HandleAsync(
        IProgress<long>? progress,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Verify, ct))
        {
            return Error.Forbidden;
        }

        var watch = Stopwatch.StartNew();
        await using var connection = await connections.OpenAsync(ct);
        var seals = await StoredSeal.ReadAsync(connection, SealsSql.All, tenant.Id, ct);
        using var walk = new BookWalk(tenant.Id, seals);
        var entries = new BookReader(connection, tenant.Id);
        await foreach (
            var entry in entries.ReadAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ct)
        )
        {
            walk.Pass(entry);
            if (walk.Entries % EntriesPerReport == 0)
            {
                progress?.Report(walk.Entries);
            }
        }

        walk.End();
        var faults = new List<LedgerFault>(walk.Faults);
        foreach (var check in VerifySql.Checks)
        {
            if (await FirstAsync(connection, check, ct) is { } fault)
            {
                faults.Add(fault);
            }
        }

        var found = new LedgerVerification(
            walk.Entries,
            walk.Postings,
            await AccountsAsync(connection, ct),
            seals.Count,
            seals.Count == 0 ? null : seals[^1].Day,
            watch.Elapsed,
            faults
        );
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Append(new LedgerVerified(tenant.Id, found), clock);
        await db.SaveChangesAsync(ct);
        return found;
    }

    private async Task<LedgerFault?> FirstAsync(
        NpgsqlConnection connection,
        string check,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(check, connection)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value) },
            CommandTimeout = 600,
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new LedgerFault(reader.GetString(0), reader.GetString(1))
            : null;
    }

    private async Task<long> AccountsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(VerifySql.CountAccounts, connection)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value) },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
