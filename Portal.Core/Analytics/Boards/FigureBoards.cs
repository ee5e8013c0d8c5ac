using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// Reads figures from Redis. Answers null whenever Redis is away, empty or in trouble; the caller
/// then reads the rollups, which say the same.
/// </summary>
public sealed partial class FigureBoards(
    RedisConnection redis,
    IConfiguration configuration,
    TimeProvider clock,
    ILogger<FigureBoards> logger
)
{
    /// <summary>How long a version is remembered before Redis is asked again which one is current.</summary>
    private static readonly TimeSpan VersionKept = TimeSpan.FromSeconds(1);

    /// <summary>A Redis that takes longer than this is as good as away: PostgreSQL answers sooner.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ComplaintEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<
        TenantId,
        (long Version, DateTimeOffset ReadAt)
    > _versions = new();
    private long _lastComplaint;

    internal string Prefix { get; } = configuration["Redis:Prefix"] ?? "portal:";

    /// <summary>False while Redis is not configured or not reachable; figures then come from PostgreSQL.</summary>
    internal bool IsAvailable =>
        configuration.GetConnectionString("Redis") is not null && redis.IsConnected;

    internal IDatabase Database => redis.Database;

    /// <summary>KPIs of the given days; days without a figure are not in the answer.</summary>
    internal Task<Fresh<IReadOnlyList<DayKpis>>?> DaysAsync(
        TenantId tenant,
        SellerId seller,
        Currency currency,
        IReadOnlyList<DateOnly> days
    ) =>
        ReadAsync(
            tenant,
            async keys =>
            {
                var reads = days.Select(d =>
                        redis.Database.HashGetAsync(keys.Day(seller, currency, d), DayFields)
                    )
                    .ToList();
                var figures = new List<DayKpis>(days.Count);
                for (var i = 0; i < reads.Count; i++)
                {
                    var v = await reads[i];
                    if (!v[0].IsNull)
                    {
                        figures.Add(
                            new DayKpis(
                                days[i],
                                new KpiCounts(
                                    (long)v[0],
                                    (long)v[1],
                                    (long)v[2],
                                    (long)v[3],
                                    (long)v[4],
                                    (long)v[5],
                                    (long)v[6]
                                )
                            )
                        );
                    }
                }

                return (IReadOnlyList<DayKpis>)figures;
            }
        );

    /// <summary>The last minutes, oldest first, with zeros where nothing ended.</summary>
    internal Task<Fresh<IReadOnlyList<MinuteKpis>>?> MinutesAsync(
        TenantId tenant,
        SellerId seller,
        Currency currency,
        int minutes
    ) =>
        ReadAsync(
            tenant,
            async keys =>
            {
                var last = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
                var wanted = Enumerable
                    .Range(0, minutes)
                    .Select(i => last - minutes + 1 + i)
                    .ToList();
                var stored = await redis.Database.HashGetAsync(
                    keys.Minutes(seller, currency),
                    [.. wanted.Select(m => (RedisValue)m)]
                );
                return (IReadOnlyList<MinuteKpis>)
                    [.. wanted.Select((minute, i) => Minute(minute, stored[i]))];
            }
        );

    /// <summary>One page of a board, best first, with equal ranks for equal scores.</summary>
    internal Task<Fresh<BoardPage>?> PageAsync(
        TenantId tenant,
        Func<FigureKeys, RedisKey> board,
        int offset,
        int limit
    ) =>
        ReadAsync(
            tenant,
            async keys =>
            {
                var key = board(keys);
                var size = redis.Database.SortedSetLengthAsync(key);
                var entries = await redis.Database.SortedSetRangeByRankWithScoresAsync(
                    key,
                    offset,
                    offset + limit - 1,
                    Order.Descending
                );
                var before =
                    offset > 0 && entries.Length > 0 ? await AboveAsync(key, entries[0].Score) : 0;
                return new BoardPage(Ranked(entries, offset, before), await size);
            }
        );

    /// <summary>Where one member stands; a rank of null is not on the board.</summary>
    internal Task<Fresh<BoardRank>?> RankAsync(
        TenantId tenant,
        Func<FigureKeys, RedisKey> board,
        long member
    ) =>
        ReadAsync(
            tenant,
            async keys =>
            {
                var key = board(keys);
                var size = redis.Database.SortedSetLengthAsync(key);
                var score = await redis.Database.SortedSetScoreAsync(key, member);
                return score is { } found
                    ? new BoardRank(await AboveAsync(key, found) + 1, (long)found, await size)
                    : new BoardRank(null, 0, await size);
            }
        );

    internal void Forget(TenantId tenant) => _versions.TryRemove(tenant, out _);

    /// <summary>What Redis throws when it is away, restarting or full, and what <see cref="IsForeign"/> knows.</summary>
    internal static bool IsRedisTrouble(Exception e) =>
        e is RedisException or RedisCommandException or TimeoutException || IsForeign(e);

    /// <summary>Somebody else wrote under our keys: a value of another type, or one that is no figure.</summary>
    internal static bool IsForeign(Exception e) =>
        e is InvalidCastException or FormatException
        || (
            e is RedisServerException && e.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal)
        );

    internal static readonly RedisValue[] DayFields =
    [
        "revenue",
        "paid",
        "customers",
        "completed",
        "failed",
        "refunds",
        "refunded",
    ];

    private Task<long> AboveAsync(RedisKey board, double score) =>
        redis.Database.SortedSetLengthAsync(board, score, double.PositiveInfinity, Exclude.Start);

    private static List<BoardEntry> Ranked(SortedSetEntry[] entries, int offset, long before)
    {
        var ranked = new List<BoardEntry>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var isTie = i > 0 && (long)entries[i].Score == ranked[i - 1].Score;
            var rank =
                isTie ? ranked[i - 1].Rank
                : i == 0 && offset > 0 ? before + 1
                : offset + i + 1;
            ranked.Add(new BoardEntry(rank, (long)entries[i].Element, (long)entries[i].Score));
        }

        return ranked;
    }

    private static MinuteKpis Minute(long minute, RedisValue stored)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(minute * 60);
        if (stored.IsNull)
        {
            return new MinuteKpis(at, 0, 0, 0);
        }

        // e.g. "129900,12,1"
        var parts = ((string)stored!).Split(',');
        if (parts.Length != 3)
        {
            throw new FormatException($"Minute {minute} holds no figures.");
        }

        return new MinuteKpis(at, Number(parts[0]), Number(parts[1]), Number(parts[2]));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private async Task<Fresh<T>?> ReadAsync<T>(TenantId tenant, Func<FigureKeys, Task<T>> read)
    {
        if (!IsAvailable)
        {
            return null;
        }

        try
        {
            return await ReadCurrentAsync(tenant, read).WaitAsync(Patience);
        }
        catch (Exception e) when (IsRedisTrouble(e))
        {
            Complain(e);
            return null;
        }
    }

    private async Task<Fresh<T>?> ReadCurrentAsync<T>(
        TenantId tenant,
        Func<FigureKeys, Task<T>> read
    )
    {
        if (await VersionAsync(tenant) is not { } version)
        {
            return null;
        }

        var keys = new FigureKeys(Prefix, tenant, version);
        var state = redis.Database.HashGetAsync(keys.State, "seen");
        var value = await read(keys);
        if ((await state).IsNull)
        {
            // The version was flushed or has been replaced and removed.
            Forget(tenant);
            return null;
        }

        return new Fresh<T>(
            value,
            DateTimeOffset.FromUnixTimeMilliseconds((long)await state),
            FiguresSource.Redis
        );
    }

    private async Task<long?> VersionAsync(TenantId tenant)
    {
        var now = clock.GetUtcNow();
        if (_versions.TryGetValue(tenant, out var known) && now - known.ReadAt < VersionKept)
        {
            return known.Version;
        }

        var stored = await redis.Database.StringGetAsync(FigureKeys.Current(Prefix, tenant));
        if (stored.IsNull)
        {
            return null;
        }

        _versions[tenant] = ((long)stored, now);
        return (long)stored;
    }

    private void Complain(Exception e)
    {
        var now = Environment.TickCount64;
        var last = Interlocked.Read(ref _lastComplaint);
        if (
            (last == 0 || now - last > ComplaintEvery.TotalMilliseconds)
            && Interlocked.CompareExchange(ref _lastComplaint, now, last) == last
        )
        {
            LogTrouble(e);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Redis cannot answer; figures come from PostgreSQL. Said once a minute."
    )]
    private partial void LogTrouble(Exception e);
}
