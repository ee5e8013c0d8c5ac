using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// Reads a board: from Redis where it has it, else from the rollups, which say the same. Redis has
/// one board per shop and one of the tenant; for several shops the rollups are added up.
/// </summary>
public sealed class BoardReader(FigureAccess access, FigureBoards boards, TimeProvider clock)
{
    /// <summary>Customers by what they spent, of all time.</summary>
    internal Task<Fresh<BoardPage>> CustomersAsync(
        FigureScope scope,
        int offset,
        int limit,
        CancellationToken ct
    ) =>
        PageAsync(
            scope,
            (keys, shop) => keys.Customers(shop, scope.Currency, null),
            scope.Single is null ? SeveralShopsSql.CustomersOverall : FigureSql.CustomersOverall,
            offset,
            limit,
            ct
        );

    /// <summary>Products by quantity sold, of all time.</summary>
    internal Task<Fresh<BoardPage>> ProductsAsync(
        FigureScope scope,
        int limit,
        CancellationToken ct
    ) =>
        PageAsync(
            scope,
            (keys, shop) => keys.Products(shop, scope.Currency, null),
            FigureSql.ProductsOverall,
            0,
            limit,
            ct
        );

    /// <summary>Customers of one day while Redis has it; null when the rollups must be read.</summary>
    internal async Task<Fresh<BoardPage>?> CustomersOfDayAsync(
        FigureScope scope,
        DateOnly day,
        int limit
    )
    {
        var oldest = scope.Tenant.DayOf(clock.GetUtcNow()).AddDays(1 - FigureKeys.DaysKept);
        return scope.Single is { } shop && day >= oldest
            ? await boards.PageAsync(
                scope.Tenant.Id,
                keys => keys.Customers(shop, scope.Currency, day),
                0,
                limit
            )
            : null;
    }

    /// <summary>Where one customer stands on the board of all time.</summary>
    internal async Task<Fresh<BoardRank>> RankAsync(
        FigureScope scope,
        long customerId,
        CancellationToken ct
    )
    {
        var rank = scope.Single is { } shop
            ? await boards.RankAsync(
                scope.Tenant.Id,
                keys => keys.Customers(shop, scope.Currency, null),
                customerId
            )
            : null;
        if (rank is not null)
        {
            return rank;
        }

        var stored = await access.ReadAsync(
            scope,
            scope.Single is null ? SeveralShopsSql.CustomerPlace : FigureSql.CustomerPlace,
            r =>
                r.IsDBNull(0)
                    ? new BoardRank(null, 0, r.GetInt64(2))
                    : new BoardRank(r.GetInt64(1) + 1, r.GetInt64(0), r.GetInt64(2)),
            ct,
            customerId
        );
        return FromRollups(stored[0]);
    }

    private async Task<Fresh<BoardPage>> PageAsync(
        FigureScope scope,
        Func<FigureKeys, SellerId, StackExchange.Redis.RedisKey> board,
        string stored,
        int offset,
        int limit,
        CancellationToken ct
    )
    {
        var page = scope.Single is { } shop
            ? await boards.PageAsync(scope.Tenant.Id, keys => board(keys, shop), offset, limit)
            : null;
        return page
            ?? Ranked(
                await access.ReadAsync(
                    scope,
                    stored,
                    r => (r.GetInt64(0), r.GetInt64(1)),
                    ct,
                    offset,
                    limit
                ),
                offset
            );
    }

    private Fresh<BoardPage> Ranked(List<(long Member, long Score)> rows, int offset)
    {
        var entries = new List<BoardEntry>(rows.Count);
        foreach (var (member, score) in rows)
        {
            var isTie = entries.Count > 0 && entries[^1].Score == score;
            var rank = isTie ? entries[^1].Rank : offset + entries.Count + 1;
            entries.Add(new BoardEntry(rank, member, score));
        }

        return FromRollups(new BoardPage(entries, entries.Count));
    }

    private Fresh<T> FromRollups<T>(T value) =>
        new(value, clock.GetUtcNow(), FiguresSource.PostgreSql);
}
