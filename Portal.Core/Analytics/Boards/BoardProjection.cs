using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// Copies rollup rows to Redis: absolute values of every row whose revision Redis has not seen, with
/// the new highest revision in the same MULTI. Doing it twice changes nothing; an empty Redis starts
/// at revision 0 and is whole again. One process at a time does it for a tenant, under a lease.
/// </summary>
public sealed class BoardProjection(
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user,
    FigureBoards boards,
    LiveSignals live,
    TimeProvider clock
)
{
    /// <summary>Rows in one MULTI. More are sent in parts, of which only the last moves the revision.</summary>
    private const int ChunkRows = 5_000;

    /// <summary>How long a replaced version stays for readers that still hold its name.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Brings the tenant's current version up to date. True when something was copied. Throws what
    /// <see cref="FigureBoards.IsRedisTrouble"/> knows when Redis is away.
    /// </summary>
    public async Task<bool> CatchUpAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        if (!boards.IsAvailable)
        {
            return false;
        }

        await using var lease = await TryTakeAsync(tenant, "projection");
        if (lease is null)
        {
            return false;
        }

        await using var connection = await connections.OpenAsync(ct);
        var hasCopied = await CatchUpAsync(connection, tenant, lease, ct);
        if (hasCopied)
        {
            await live.SendAsync(tenant.Id, LiveSignals.Figures);
        }

        return hasCopied;
    }

    private async Task<bool> CatchUpAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        BoardLease lease,
        CancellationToken ct
    )
    {
        var version = await CurrentVersionAsync(tenant);
        try
        {
            if (
                !version.IsNull
                && await IsOfThisDatabaseAsync(connection, tenant, Keys(tenant, (long)version), ct)
            )
            {
                var keys = Keys(tenant, (long)version);
                return await CopyAsync(connection, tenant, keys, lease, null, ct) > 0;
            }
        }
        catch (Exception e) when (FigureBoards.IsForeign(e))
        {
            // What somebody else wrote into this version cannot be told from ours; a new one has none of it.
        }

        await BuildAsync(connection, tenant, version, lease, null, ct);
        return true;
    }

    /// <summary>
    /// Writes a new version from nothing while the old one answers and is kept up to date, then
    /// swaps. Answers the rows copied. Refuses without the right, without Redis, and beside another
    /// rebuild of the tenant.
    /// </summary>
    public async Task<Result<long>> RebuildAsync(IProgress<long>? progress, CancellationToken ct)
    {
        if (!await user.MayAsync(AnalyticsPermissions.Rebuild, ct))
        {
            return Error.Forbidden;
        }

        if (!boards.IsAvailable)
        {
            return AnalyticsErrors.RedisAway;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var lease = await TryTakeAsync(tenant, "rebuild");
        if (lease is null)
        {
            return AnalyticsErrors.RebuildRunning;
        }

        await using var connection = await connections.OpenAsync(ct);
        var current = await CurrentVersionAsync(tenant);
        var copied = await BuildAsync(connection, tenant, current, lease, progress, ct);
        await live.SendAsync(tenant.Id, LiveSignals.Figures);
        return copied;
    }

    private Task<BoardLease?> TryTakeAsync(TenantSnapshot tenant, string purpose) =>
        BoardLease.TryTakeAsync(
            boards.Database,
            FigureKeys.Lease(boards.Prefix, tenant.Id, purpose)
        );

    /// <summary>Null when there is none, or something that is no version stands in its place.</summary>
    private async Task<RedisValue> CurrentVersionAsync(TenantSnapshot tenant)
    {
        try
        {
            var stored = await boards.Database.StringGetAsync(
                FigureKeys.Current(boards.Prefix, tenant.Id)
            );
            return stored.TryParse(out long _) ? stored : RedisValue.Null;
        }
        catch (RedisServerException e) when (FigureBoards.IsForeign(e))
        {
            return RedisValue.Null;
        }
    }

    private FigureKeys Keys(TenantSnapshot tenant, long version) =>
        new(boards.Prefix, tenant.Id, version);

    private async Task<long> BuildAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        RedisValue replaced,
        BoardLease lease,
        IProgress<long>? progress,
        CancellationToken ct
    )
    {
        // Later than the one before even when two are made in the same millisecond.
        var version = Math.Max(
            clock.GetUtcNow().ToUnixTimeMilliseconds(),
            replaced.IsNull ? 0 : (long)replaced + 1
        );
        var keys = Keys(tenant, version);
        var copied = 0L;
        // What changed while a round ran is small; the second round leaves next to nothing behind.
        for (var round = 0; round < 2; round++)
        {
            copied += await CopyAsync(connection, tenant, keys, lease, progress, ct);
        }

        await lease.SendAsync(send =>
            [send.StringSetAsync(FigureKeys.Current(boards.Prefix, tenant.Id), version)]
        );
        boards.Forget(tenant.Id);
        if (!replaced.IsNull)
        {
            await ExpireAsync(Keys(tenant, (long)replaced));
        }

        return copied;
    }

    /// <summary>
    /// False when Redis was flushed, or knows revisions PostgreSQL has not reached: then the database
    /// was restored or made anew, and what Redis holds tells of another past.
    /// </summary>
    private async Task<bool> IsOfThisDatabaseAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        FigureKeys keys,
        CancellationToken ct
    )
    {
        var stored = await boards.Database.HashGetAsync(keys.State, "revision");
        return !stored.IsNull
            && (long)stored <= await HighestRevisionAsync(connection, tenant.Id, ct);
    }

    private async Task ExpireAsync(FigureKeys keys)
    {
        RedisValue[] members;
        try
        {
            members = await boards.Database.SetMembersAsync(keys.Index);
        }
        catch (RedisServerException e) when (FigureBoards.IsForeign(e))
        {
            // Which keys the version had is lost with its list; the days among them end by themselves.
            members = [];
        }

        await Task.WhenAll(
            members
                .Select(m => (RedisKey)(string)m!)
                .Append(keys.State)
                .Append(keys.Index)
                .Select(k => boards.Database.KeyExpireAsync(k, Grace))
        );
    }

    private async Task<long> CopyAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        FigureKeys keys,
        BoardLease lease,
        IProgress<long>? progress,
        CancellationToken ct
    )
    {
        var stored = await boards.Database.HashGetAsync(keys.State, "revision");
        var from = stored.IsNull ? 0 : (long)stored;
        var now = clock.GetUtcNow();
        var upTo = await HighestRevisionAsync(connection, tenant.Id, ct);
        if (!stored.IsNull && upTo <= from)
        {
            await boards.Database.HashSetAsync(keys.State, "seen", now.ToUnixTimeMilliseconds());
            return 0;
        }

        var oldest = tenant.DayOf(now).AddDays(1 - FigureKeys.DaysKept);
        var writes = new BoardWrites(keys, now);
        var copied = 0L;
        await using var command = new NpgsqlCommand(BoardSql.Changed, connection)
        {
            CommandTimeout = 300,
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = tenant.Id.Value },
                new NpgsqlParameter<long> { TypedValue = from },
                new NpgsqlParameter<long> { TypedValue = upTo },
                new NpgsqlParameter<DateOnly> { TypedValue = oldest },
            },
        };
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                writes.Add(reader);
                copied++;
                if (writes.Count >= ChunkRows)
                {
                    await writes.SendAsync(lease, null);
                    progress?.Report(copied);
                }
            }
        }

        await writes.SendAsync(lease, upTo);
        progress?.Report(copied);
        return copied;
    }

    private static async Task<long> HighestRevisionAsync(
        NpgsqlConnection connection,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(BoardSql.HighestRevision, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = tenant.Value } },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
