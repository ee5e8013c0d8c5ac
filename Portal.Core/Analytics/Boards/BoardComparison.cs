using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// Compares every entry Redis holds of a tenant with the rollups: each value, and that nothing is
/// there too much. A row that moves during the comparison is left out, not counted as different.
/// </summary>
public sealed class BoardComparison(
    PortalConnections connections,
    FigureBoards boards,
    TimeProvider clock
)
{
    /// <summary>Questions to Redis on their way at once.</summary>
    private const int Pipelined = 2_000;

    /// <summary>Answers the entries that differ; null when Redis has no version to compare. Throws when Redis is away.</summary>
    public async Task<long?> DifferencesAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        var redis = boards.Database;
        var version = await redis.StringGetAsync(FigureKeys.Current(boards.Prefix, tenant.Id));
        if (version.IsNull)
        {
            return null;
        }

        var keys = new FigureKeys(boards.Prefix, tenant.Id, (long)version);
        var revision = await redis.HashGetAsync(keys.State, "revision");
        if (revision.IsNull)
        {
            return null;
        }

        var oldest = tenant.DayOf(clock.GetUtcNow()).AddDays(1 - FigureKeys.DaysKept);
        var sizes = new Dictionary<RedisKey, long>();
        await using var connection = await connections.OpenAsync(ct);
        var wrong = await CompareDaysAsync(connection, tenant, keys, (long)revision, oldest, ct);
        wrong += await CompareBoardsAsync(
            connection,
            tenant,
            keys,
            (long)revision,
            oldest,
            sizes,
            ct
        );
        var first = Minute(clock.GetUtcNow()) + 1 - FigureQueries.RealtimeMinutes;
        var minutes = await MinutesAsync(connection, tenant, keys, (long)revision, first, ct);
        var stored = await StoredMinutesAsync(keys, first);
        wrong += minutes.Count(m => stored.GetValueOrDefault(m.Key) != m.Value);
        var isStill = (await redis.HashGetAsync(keys.State, "revision")) == revision;
        // Sizes tell of entries nobody asked for, but only while nothing is being added.
        return isStill
            ? wrong
                + await SurplusAsync(keys, sizes, oldest)
                + stored.Count(s =>
                    s.Value != FigureKeys.MinuteText(0, 0, 0) && !minutes.ContainsKey(s.Key)
                )
            : wrong;
    }

    private async Task<long> CompareDaysAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        FigureKeys keys,
        long revision,
        DateOnly oldest,
        CancellationToken ct
    )
    {
        var wrong = 0L;
        await using var command = Command(connection, CheckSql.Days, tenant, revision, oldest);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var key = keys.Day(
                new SellerId(reader.GetInt64(0)),
                Currency.Of(reader.GetString(1)),
                reader.GetFieldValue<DateOnly>(2)
            );
            var stored = await boards.Database.HashGetAsync(key, FigureBoards.DayFields);
            var isSame = Enumerable
                .Range(0, FigureBoards.DayFields.Length)
                .All(i => !stored[i].IsNull && (long)stored[i] == reader.GetInt64(3 + i));
            wrong += isSame ? 0 : 1;
        }

        return wrong;
    }

    /// <summary>The minutes of the moving window as Redis must have them.</summary>
    private static async Task<Dictionary<(string Key, long Minute), string>> MinutesAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        FigureKeys keys,
        long revision,
        long first,
        CancellationToken ct
    )
    {
        var minutes = new Dictionary<(string, long), string>();
        await using var command = Command(
            connection,
            CheckSql.Minutes,
            tenant,
            revision,
            DateTimeOffset.FromUnixTimeSeconds(first * 60)
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var key = keys.Minutes(
                new SellerId(reader.GetInt64(0)),
                Currency.Of(reader.GetString(1))
            );
            minutes[((string)key!, reader.GetInt64(2))] = FigureKeys.MinuteText(
                reader.GetInt64(3),
                reader.GetInt64(4),
                reader.GetInt64(5)
            );
        }

        return minutes;
    }

    private async Task<Dictionary<(string Key, long Minute), string>> StoredMinutesAsync(
        FigureKeys keys,
        long first
    )
    {
        var stored = new Dictionary<(string, long), string>();
        foreach (var member in await boards.Database.SetMembersAsync(keys.Index))
        {
            var name = (string)member!;
            if (FigureKeys.AreMinutes(name))
            {
                foreach (var entry in await boards.Database.HashGetAllAsync(name))
                {
                    if ((long)entry.Name >= first)
                    {
                        stored[(name, (long)entry.Name)] = (string)entry.Value!;
                    }
                }
            }
        }

        return stored;
    }

    private static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

    private async Task<long> CompareBoardsAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        FigureKeys keys,
        long revision,
        DateOnly oldest,
        Dictionary<RedisKey, long> sizes,
        CancellationToken ct
    )
    {
        var wrong = 0L;
        var asked = new Queue<(Task<double?> Answer, long Expected)>();
        await using var command = Command(connection, CheckSql.Boards, tenant, revision, oldest);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var board = BoardOf(keys, reader);
            sizes[board] = sizes.GetValueOrDefault(board) + 1;
            asked.Enqueue(
                (boards.Database.SortedSetScoreAsync(board, reader.GetInt64(4)), reader.GetInt64(5))
            );
            if (asked.Count >= Pipelined)
            {
                wrong += await IsWrongAsync(asked.Dequeue()) ? 1 : 0;
            }
        }

        while (asked.TryDequeue(out var question))
        {
            wrong += await IsWrongAsync(question) ? 1 : 0;
        }

        return wrong;
    }

    private async Task<long> SurplusAsync(
        FigureKeys keys,
        Dictionary<RedisKey, long> sizes,
        DateOnly oldest
    )
    {
        var surplus = 0L;
        foreach (var member in await boards.Database.SetMembersAsync(keys.Index))
        {
            var name = (string)member!;
            if (FigureKeys.IsBoardSince(name, oldest))
            {
                var size = await boards.Database.SortedSetLengthAsync(name);
                surplus += Math.Max(0, size - sizes.GetValueOrDefault(name));
            }
        }

        return surplus;
    }

    private static async Task<bool> IsWrongAsync((Task<double?> Answer, long Expected) question) =>
        (long?)await question.Answer != question.Expected;

    private static RedisKey BoardOf(FigureKeys keys, NpgsqlDataReader row)
    {
        var seller = new SellerId(row.GetInt64(1));
        var currency = Currency.Of(row.GetString(2));
        DateOnly? day = row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3);
        return row.GetString(0) == "customers"
            ? keys.Customers(seller, currency, day)
            : keys.Products(seller, currency, day);
    }

    private static NpgsqlCommand Command<T>(
        NpgsqlConnection connection,
        string sql,
        TenantSnapshot tenant,
        long revision,
        T oldest
    ) =>
        new(sql, connection)
        {
            CommandTimeout = 300,
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = tenant.Id.Value },
                new NpgsqlParameter<long> { TypedValue = revision },
                new NpgsqlParameter<T> { TypedValue = oldest },
            },
        };
}
