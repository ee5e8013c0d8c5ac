using Portal.Core.Analytics.Boards;
using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>
/// Reads the boards: ranks from Redis where it has them, names and totals from PostgreSQL. Equal
/// scores have equal ranks (1, 1, 3). Refuses without the right.
/// </summary>
public sealed class LeaderboardQueries(FigureAccess access, FigureBoards boards, TimeProvider clock)
{
    public const int DefaultLimit = 10;

    public const int MaxLimit = 100;

    /// <summary>Customers by what they spent, of all time.</summary>
    public async Task<Result<Fresh<IReadOnlyList<CustomerRank>>>> CustomersAsync(
        int offset,
        int limit,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var page = await PageAsync(scope.Value, offset, limit, ct);
        var named = await NamedCustomersAsync(
            scope.Value,
            [.. page.Value.Entries.Select(e => e.Member)],
            ct
        );
        IReadOnlyList<CustomerRank> ranks =
        [
            .. page.Value.Entries.Select(e =>
            {
                var (name, orders) = named.GetValueOrDefault(e.Member, ("", 0));
                return new CustomerRank(
                    e.Rank,
                    e.Member,
                    name,
                    orders,
                    new Money(e.Score, scope.Value.Currency)
                );
            }),
        ];
        return new Fresh<IReadOnlyList<CustomerRank>>(ranks, page.AsOf, page.Source);
    }

    /// <summary>The best customers of one day, from Redis while it has the day.</summary>
    public async Task<Result<Fresh<IReadOnlyList<CustomerRank>>>> CustomersOfDayAsync(
        DateOnly day,
        int limit,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var now = clock.GetUtcNow();
        var isKept = day > scope.Value.Tenant.DayOf(now).AddDays(-FigureKeys.DaysKept);
        var page =
            isKept && scope.Value.Single is { } shop
                ? await boards.PageAsync(
                    scope.Value.Tenant.Id,
                    k => k.Customers(shop, scope.Value.Currency, day),
                    0,
                    limit
                )
                : null;
        if (page is not null)
        {
            IReadOnlyList<CustomerRank> ranks =
            [
                .. page.Value.Entries.Select(e => new CustomerRank(
                    e.Rank,
                    e.Member,
                    "",
                    0,
                    new Money(e.Score, scope.Value.Currency)
                )),
            ];
            return new Fresh<IReadOnlyList<CustomerRank>>(ranks, page.AsOf, page.Source);
        }

        var range = new DateRange(day, day);
        var stored = await CustomersOfAsync(range, range.Previous(), limit, ct);
        return stored.Failed
            ? stored.Error
            : new Fresh<IReadOnlyList<CustomerRank>>(stored.Value, now, FiguresSource.PostgreSql);
    }

    /// <summary>One customer of the board of all time; refuses one that is not on it.</summary>
    public async Task<Result<Fresh<CustomerPlace>>> CustomerPlaceAsync(
        long customerId,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var place = await RankAsync(scope.Value, customerId, ct);
        var named = await NamedCustomersAsync(scope.Value, [customerId], ct);
        if (place.Value.Rank is not { } rank || !named.TryGetValue(customerId, out var known))
        {
            return AnalyticsErrors.NotOnTheBoard;
        }

        var customer = new CustomerRank(
            rank,
            customerId,
            known.Name,
            known.Orders,
            new Money(place.Value.Score, scope.Value.Currency)
        );
        return new Fresh<CustomerPlace>(
            new CustomerPlace(customer, place.Value.Size),
            place.AsOf,
            place.Source
        );
    }

    /// <summary>Products by quantity sold, of all time.</summary>
    public async Task<Result<Fresh<IReadOnlyList<ProductRank>>>> ProductsAsync(
        int limit,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var page = scope.Value.Single is { } shop
            ? await boards.PageAsync(
                scope.Value.Tenant.Id,
                k => k.Products(shop, scope.Value.Currency, null),
                0,
                limit
            )
            : null;
        page ??= Stored(
            await access.ReadAsync(
                scope.Value,
                FigureSql.ProductsOverall,
                r => (r.GetInt64(0), r.GetInt64(1)),
                ct,
                limit
            ),
            0
        );
        return new Fresh<IReadOnlyList<ProductRank>>(
            await NamedProductsAsync(scope.Value, page.Value.Entries, ct),
            page.AsOf,
            page.Source
        );
    }

    /// <summary>The best customers of some days, with the ranks they won or lost since the days before.</summary>
    public Task<Result<IReadOnlyList<CustomerRank>>> CustomersOfAsync(
        DateRange range,
        DateRange before,
        int limit,
        CancellationToken ct
    ) => CustomersOfAsync(range, before, limit, null, ct);

    /// <summary>Where customers found by name or reference stand in some days.</summary>
    public async Task<Result<IReadOnlyList<CustomerRank>>> FindCustomersAsync(
        string text,
        DateRange range,
        DateRange before,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var found = await access.ReadAsync(
            scope.Value,
            FigureSql.FindCustomers,
            r => r.GetInt64(0),
            ct,
            text.Trim(),
            MaxLimit
        );
        return await CustomersOfAsync(range, before, DefaultLimit, [.. found], ct);
    }

    /// <summary>The bestsellers of some days, with the ranks they won or lost since the days before.</summary>
    public async Task<Result<IReadOnlyList<ProductRank>>> ProductsOfAsync(
        DateRange range,
        DateRange before,
        int limit,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var currency = scope.Value.Currency;
        return await access.ReadAsync(
            scope.Value,
            FigureSql.ProductsOfDays,
            r => new ProductRank(
                r.GetInt64(0),
                r.GetInt64(1),
                r.GetString(6),
                r.GetString(7),
                r.GetInt64(2),
                r.GetInt64(3),
                new Money(r.GetInt64(4), currency),
                r.IsDBNull(5) ? null : r.GetInt64(5)
            ),
            ct,
            range.First,
            range.Last,
            before.First,
            before.Last,
            limit
        );
    }

    private async Task<Result<IReadOnlyList<CustomerRank>>> CustomersOfAsync(
        DateRange range,
        DateRange before,
        int limit,
        long[]? only,
        CancellationToken ct
    )
    {
        var scope = await access.ScopeAsync(ct);
        if (scope.Failed)
        {
            return scope.Error;
        }

        var currency = scope.Value.Currency;
        return await access.ReadAsync(
            scope.Value,
            FigureSql.CustomersOfDays,
            r => new CustomerRank(
                r.GetInt64(0),
                r.GetInt64(1),
                r.GetString(5),
                r.GetInt64(2),
                new Money(r.GetInt64(3), currency),
                r.IsDBNull(4) ? null : r.GetInt64(4)
            ),
            ct,
            range.First,
            range.Last,
            before.First,
            before.Last,
            limit,
            only
        );
    }

    private async Task<Fresh<BoardPage>> PageAsync(
        FigureScope scope,
        int offset,
        int limit,
        CancellationToken ct
    )
    {
        var page = scope.Single is { } shop
            ? await boards.PageAsync(
                scope.Tenant.Id,
                k => k.Customers(shop, scope.Currency, null),
                offset,
                limit
            )
            : null;
        return page
            ?? Stored(
                await access.ReadAsync(
                    scope,
                    FigureSql.CustomersOverall,
                    r => (r.GetInt64(0), r.GetInt64(1)),
                    ct,
                    offset,
                    limit
                ),
                offset
            );
    }

    private async Task<Fresh<BoardRank>> RankAsync(
        FigureScope scope,
        long customerId,
        CancellationToken ct
    )
    {
        var rank = scope.Single is { } shop
            ? await boards.RankAsync(
                scope.Tenant.Id,
                k => k.Customers(shop, scope.Currency, null),
                customerId
            )
            : null;
        if (rank is not null)
        {
            return rank;
        }

        var stored = await access.ReadAsync(
            scope,
            FigureSql.CustomerPlace,
            r =>
                r.IsDBNull(0)
                    ? new BoardRank(null, 0, r.GetInt64(2))
                    : new BoardRank(r.GetInt64(1) + 1, r.GetInt64(0), r.GetInt64(2)),
            ct,
            customerId
        );
        return new Fresh<BoardRank>(stored[0], clock.GetUtcNow(), FiguresSource.PostgreSql);
    }

    private Fresh<BoardPage> Stored(List<(long Member, long Score)> rows, int offset)
    {
        var entries = new List<BoardEntry>(rows.Count);
        foreach (var (member, score) in rows)
        {
            var isTie = entries.Count > 0 && entries[^1].Score == score;
            var rank = isTie ? entries[^1].Rank : offset + entries.Count + 1;
            entries.Add(new BoardEntry(rank, member, score));
        }

        return new Fresh<BoardPage>(
            new BoardPage(entries, entries.Count),
            clock.GetUtcNow(),
            FiguresSource.PostgreSql
        );
    }

    private async Task<Dictionary<long, (string Name, long Orders)>> NamedCustomersAsync(
        FigureScope scope,
        long[] ids,
        CancellationToken ct
    )
    {
        var rows = await access.ReadAsync(
            scope,
            FigureSql.NamedCustomers,
            r => (Id: r.GetInt64(0), Name: r.GetString(1), Orders: r.GetInt64(2)),
            ct,
            ids
        );
        return rows.ToDictionary(r => r.Id, r => (r.Name, r.Orders));
    }

    private async Task<IReadOnlyList<ProductRank>> NamedProductsAsync(
        FigureScope scope,
        IReadOnlyList<BoardEntry> entries,
        CancellationToken ct
    )
    {
        var rows = await access.ReadAsync(
            scope,
            FigureSql.NamedProducts,
            r => new ProductRank(
                0,
                r.GetInt64(0),
                r.GetString(1),
                r.GetString(2),
                r.GetInt64(3),
                0,
                new Money(r.GetInt64(4), scope.Currency)
            ),
            ct,
            entries.Select(e => e.Member).ToArray()
        );
        var known = rows.ToDictionary(r => r.ProductId);
        return
        [
            .. entries
                .Where(e => known.ContainsKey(e.Member))
                .Select(e => known[e.Member] with { Rank = e.Rank, Quantity = e.Score }),
        ];
    }
}
