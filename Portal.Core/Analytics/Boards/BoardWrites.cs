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

    /// <summary>
    /// Sends and forgets what was collected. With a step, moves the revision from what it was to what
    /// it is now, or does nothing at all when somebody else has moved it meanwhile.
    /// </summary>
    public async Task SendAsync(IDatabase redis, (RedisValue From, long To)? step)
    {
        var send = redis.CreateTransaction();
        var sent = new List<Task>();
        if (step is { } s)
        {
            send.AddCondition(
                s.From.IsNull
                    ? Condition.HashNotExists(keys.State, "revision")
                    : Condition.HashEqual(keys.State, "revision", s.From)
            );
            sent.Add(
                send.HashSetAsync(
                    keys.State,
                    [
                        new HashEntry("revision", s.To),
                        new HashEntry("seen", now.ToUnixTimeMilliseconds()),
                    ]
                )
            );
        }

        sent.AddRange(_days.Select(d => send.HashSetAsync(d.Key, d.Value)));
        sent.AddRange(_boards.Select(b => send.SortedSetAddAsync(b.Key, [.. b.Value])));
        sent.AddRange(_gone.Select(g => send.SortedSetRemoveAsync(g.Key, [.. g.Value])));
        foreach (var (key, minutes) in _minutes)
        {
            var last = now.ToUnixTimeSeconds() / 60;
            sent.Add(send.HashSetAsync(key, [.. minutes]));
            sent.Add(
                send.HashDeleteAsync(
                    key,
                    [
                        .. Enumerable
                            .Range(1, MinutesKept)
                            .Select(i => (RedisValue)(last - MinutesKept - i)),
                    ]
                )
            );
        }

        sent.AddRange(_expiries.Select(e => send.KeyExpireAsync(e.Key, e.Value)));
        var used = _days.Keys.Concat(_boards.Keys).Concat(_minutes.Keys).ToList();
        if (used.Count > 0)
        {
            sent.Add(send.SetAddAsync(keys.Index, [.. used.Select(k => (RedisValue)(string)k!)]));
        }

        // A refused MULTI cancels its parts; only a sent one has answers to wait for.
        if (await send.ExecuteAsync())
        {
            await Task.WhenAll(sent);
        }

        _days.Clear();
        _boards.Clear();
        _gone.Clear();
        _minutes.Clear();
        _expiries.Clear();
        Count = 0;
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
