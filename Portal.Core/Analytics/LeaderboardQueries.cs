using Portal.Core.Analytics.Boards;
using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>
/// Answers the boards with names and totals. Equal scores have equal ranks (1, 1, 3). Refuses
/// without the right.
/// </summary>
public sealed class LeaderboardQueries(
    FigureAccess access,
    BoardReader boards,
    NamedEntries named,
    TimeProvider clock
)
{
    public const int DefaultLimit = 10;

    public const int MaxLimit = 100;

    /// <summary>Customers by what they spent, of all time.</summary>
    public Task<Result<Fresh<IReadOnlyList<CustomerRank>>>> CustomersAsync(
        int offset,
        int limit,
        CancellationToken ct
    ) =>
        access.AskAsync<Fresh<IReadOnlyList<CustomerRank>>>(
            async scope =>
            {
                var page = await boards.CustomersAsync(scope, offset, limit, ct);
                var entries = page.Value.Entries;
                return page.With(
                    await named.GetAsync(
                        scope,
                        offset,
                        limit,
                        entries,
                        () => NamedAsync(scope, entries, ct)
                    )
                );
            },
            ct
        );

    /// <summary>The best customers of one day, from Redis while it has the day.</summary>
    public Task<Result<Fresh<IReadOnlyList<CustomerRank>>>> CustomersOfDayAsync(
        DateOnly day,
        int limit,
        CancellationToken ct
    ) =>
        access.AskAsync<Fresh<IReadOnlyList<CustomerRank>>>(
            async scope =>
            {
                if (await boards.CustomersOfDayAsync(scope, day, limit) is { } page)
                {
                    IReadOnlyList<CustomerRank> ranks =
                    [
                        .. page.Value.Entries.Select(e => Rank(scope, e, "", 0)),
                    ];
                    return page.With(ranks);
                }

                var range = new DateRange(day, day);
                return new Fresh<IReadOnlyList<CustomerRank>>(
                    await CustomersOfAsync(scope, range, range.Previous(), limit, null, ct),
                    clock.GetUtcNow(),
                    FiguresSource.PostgreSql
                );
            },
            ct
        );

    /// <summary>One customer of the board of all time; refuses one that is not on it.</summary>
    public Task<Result<Fresh<CustomerPlace>>> CustomerPlaceAsync(
        long customerId,
        CancellationToken ct
    ) =>
        access.AskAsync<Fresh<CustomerPlace>>(
            async scope =>
            {
                var place = await boards.RankAsync(scope, customerId, ct);
                var customers = await NamedCustomersAsync(scope, [customerId], ct);
                if (
                    place.Value.Rank is not { } rank
                    || !customers.TryGetValue(customerId, out var known)
                )
                {
                    return AnalyticsErrors.NotOnTheBoard;
                }

                var entry = new BoardEntry(rank, customerId, place.Value.Score);
                var customer = Rank(scope, entry, known.Name, known.Orders);
                return place.With(new CustomerPlace(customer, place.Value.Size));
            },
            ct
        );

    /// <summary>Products by quantity sold, of all time.</summary>
    public Task<Result<Fresh<IReadOnlyList<ProductRank>>>> ProductsAsync(
        int limit,
        CancellationToken ct
    ) =>
        access.AskAsync<Fresh<IReadOnlyList<ProductRank>>>(
            async scope =>
            {
                var page = await boards.ProductsAsync(scope, limit, ct);
                return page.With(await NamedProductsAsync(scope, page.Value.Entries, ct));
            },
            ct
        );

    /// <summary>The best customers of some days, with the ranks they won or lost since the days before.</summary>
    public Task<Result<IReadOnlyList<CustomerRank>>> CustomersOfAsync(
        DateRange range,
        DateRange before,
        int limit,
        CancellationToken ct
    ) =>
        access.AskAsync<IReadOnlyList<CustomerRank>>(
            async scope => await CustomersOfAsync(scope, range, before, limit, null, ct),
            ct
        );

    /// <summary>Where customers found by name or reference stand in some days.</summary>
    public Task<Result<IReadOnlyList<CustomerRank>>> FindCustomersAsync(
        string text,
        DateRange range,
        DateRange before,
        CancellationToken ct
    ) =>
        access.AskAsync<IReadOnlyList<CustomerRank>>(
            async scope =>
            {
                var found = await access.ReadAsync(
                    scope,
                    FigureSql.FindCustomers,
                    r => r.GetInt64(0),
                    ct,
                    text.Trim(),
                    MaxLimit
                );
                return await CustomersOfAsync(scope, range, before, DefaultLimit, [.. found], ct);
            },
            ct
        );

    /// <summary>The bestsellers of some days, with the ranks they won or lost since the days before.</summary>
    public Task<Result<IReadOnlyList<ProductRank>>> ProductsOfAsync(
        DateRange range,
        DateRange before,
        int limit,
        CancellationToken ct
    ) =>
        access.AskAsync<IReadOnlyList<ProductRank>>(
            async scope =>
                await access.ReadAsync(
                    scope,
                    FigureSql.ProductsOfDays,
                    r => new ProductRank(
                        r.GetInt64(0),
                        r.GetInt64(1),
                        r.GetString(6),
                        r.GetString(7),
                        r.GetInt64(2),
                        r.GetInt64(3),
                        new Money(r.GetInt64(4), scope.Currency),
                        r.IsDBNull(5) ? null : r.GetInt64(5)
                    ),
                    ct,
                    range.First,
                    range.Last,
                    before.First,
                    before.Last,
                    limit
                ),
            ct
        );

    private static CustomerRank Rank(FigureScope scope, BoardEntry e, string name, long orders) =>
        new(e.Rank, e.Member, name, orders, new Money(e.Score, scope.Currency));

    private async Task<List<CustomerRank>> CustomersOfAsync(
        FigureScope scope,
        DateRange range,
        DateRange before,
        int limit,
        long[]? only,
        CancellationToken ct
    )
    {
        var ranks = await access.ReadAsync(
            scope,
            FigureSql.CustomersOfDays,
            r => new CustomerRank(
                r.GetInt64(0),
                r.GetInt64(1),
                r.GetString(5),
                r.GetInt64(2),
                new Money(r.GetInt64(3), scope.Currency),
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
        if (scope.Single is not null)
        {
            return ranks;
        }

        var orders = await OrdersOfAsync(scope, [.. ranks.Select(r => r.CustomerId)], range, ct);
        return [.. ranks.Select(r => r with { Orders = orders.GetValueOrDefault(r.CustomerId) })];
    }

    private async Task<IReadOnlyList<CustomerRank>> NamedAsync(
        FigureScope scope,
        IReadOnlyList<BoardEntry> entries,
        CancellationToken ct
    )
    {
        var members = entries.Select(e => e.Member).ToArray();
        var customers = await NamedCustomersAsync(scope, members, ct);
        return
        [
            .. entries.Select(e =>
            {
                var (name, orders) = customers.GetValueOrDefault(e.Member, ("", 0));
                return Rank(scope, e, name, orders);
            }),
        ];
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
        var orders = scope.Single is null ? await OrdersOfAsync(scope, ids, null, ct) : null;
        return rows.ToDictionary(
            r => r.Id,
            r => (r.Name, orders?.GetValueOrDefault(r.Id) ?? r.Orders)
        );
    }

    /// <summary>Completed orders of customers at several shops, each order once; null is of all time.</summary>
    private async Task<Dictionary<long, long>> OrdersOfAsync(
        FigureScope scope,
        long[] customers,
        DateRange? days,
        CancellationToken ct
    )
    {
        var rows = await access.ReadAsync(
            scope,
            SeveralShopsSql.OrdersOfCustomers,
            r => (Id: r.GetInt64(0), Orders: r.GetInt64(1)),
            ct,
            customers,
            days?.First,
            days?.Last,
            scope.Tenant.Zone.Id
        );
        return rows.ToDictionary(r => r.Id, r => r.Orders);
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
