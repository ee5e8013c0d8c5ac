using System.Data.Common;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Core.Analytics.Boards;

/// <summary>Collects rollup rows by Redis key, and sends them in one MULTI.</summary>
internal sealed class BoardWrites(FigureKeys keys, DateTimeOffset now)
{
    private const int MinutesKept = 120;

    private static readonly SellerId WholeTenant = new(0);

    private readonly Dictionary<RedisKey, HashEntry[]> _days = [];
    private readonly Dictionary<RedisKey, List<SortedSetEntry>> _boards = [];
    private readonly Dictionary<RedisKey, List<RedisValue>> _gone = [];
    private readonly Dictionary<RedisKey, List<HashEntry>> _minutes = [];
    private readonly Dictionary<RedisKey, DateTime> _expiries = [];

    public int Count { get; private set; }

    /// <summary>Takes a row of <see cref="BoardSql.Changed"/>.</summary>
    public void Add(DbDataReader row)
    {
        Count++;
        var seller = new SellerId(row.GetInt64(1));
        var currency = Currency.Of(row.GetString(2));
        DateOnly? day = row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3);
        switch (row.GetString(0))
        {
            case "day":
                var dayKey = keys.Day(seller, currency, day!.Value);
                _days[dayKey] =
                [
                    .. FigureBoards.DayFields.Select(
                        (field, i) => new HashEntry(field, row.GetInt64(5 + i))
                    ),
                ];
                Expire(dayKey, day);
                break;
            case "customers":
                Score(keys.Customers(seller, currency, day), row, day);
                break;
            case "products":
                Score(keys.Products(seller, currency, day), row, day);
                Score(keys.Products(WholeTenant, currency, day), row, day);
                break;
            default:
                Group(_minutes, keys.Minutes(seller, currency))
                    .Add(
                        new HashEntry(
                            row.GetInt64(4),
                            FigureKeys.MinuteText(row.GetInt64(5), row.GetInt64(6), row.GetInt64(7))
                        )
                    );
                break;
        }
    }

    /// <summary>Sends and forgets what was collected, with the revision it reaches when this is the last of it.</summary>
    public async Task SendAsync(BoardLease lease, long? revision)
    {
        await lease.SendAsync(send => Writes(send, revision));
        _days.Clear();
        _boards.Clear();
        _gone.Clear();
        _minutes.Clear();
        _expiries.Clear();
        Count = 0;
    }

    private IEnumerable<Task> Writes(IDatabaseAsync send, long? revision)
    {
        if (revision is { } reached)
        {
            yield return send.HashSetAsync(
                keys.State,
                [
                    new HashEntry("revision", reached),
                    new HashEntry("seen", now.ToUnixTimeMilliseconds()),
                ]
            );
        }

        foreach (var (key, day) in _days)
        {
            yield return send.HashSetAsync(key, day);
        }

        foreach (var (key, board) in _boards)
        {
            yield return send.SortedSetAddAsync(key, [.. board]);
        }

        foreach (var (key, gone) in _gone)
        {
            yield return send.SortedSetRemoveAsync(key, [.. gone]);
        }

        var last = now.ToUnixTimeSeconds() / 60;
        foreach (var (key, minutes) in _minutes)
        {
            yield return send.HashSetAsync(key, [.. minutes]);
            yield return send.HashDeleteAsync(
                key,
                [
                    .. Enumerable
                        .Range(1, MinutesKept)
                        .Select(i => (RedisValue)(last - MinutesKept - i)),
                ]
            );
        }

        foreach (var (key, expiry) in _expiries)
        {
            yield return send.KeyExpireAsync(key, expiry);
        }

        var used = _days.Keys.Concat(_boards.Keys).Concat(_minutes.Keys).ToList();
        if (used.Count > 0)
        {
            yield return send.SetAddAsync(
                keys.Index,
                [.. used.Select(k => (RedisValue)(string)k!)]
            );
        }
    }

    private void Score(RedisKey board, DbDataReader row, DateOnly? day)
    {
        var (member, score, orders) = (row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));
        if (orders == 0)
        {
            Group(_gone, board).Add(member);
        }
        else
        {
            Group(_boards, board).Add(new SortedSetEntry(member, score));
        }

        Expire(board, day);
    }

    // A day leaves Redis two days after it left the window, whatever its zone.
    private void Expire(RedisKey key, DateOnly? day)
    {
        if (day is { } d)
        {
            _expiries[key] = d.AddDays(FigureKeys.DaysKept + 2)
                .ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        }
    }

    private static List<T> Group<T>(Dictionary<RedisKey, List<T>> groups, RedisKey key)
    {
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = [];
        }

        return group;
    }
}
