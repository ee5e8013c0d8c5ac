using System.Globalization;
using System.Text;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>
/// The order list as SQL. Pages by key: each sort is one index that ends in the id, and a cursor
/// holds the last row's sort value and id, so that page 10,000 costs what page 1 costs.
/// </summary>
internal sealed class OrderListSql
{
    /// <summary>In major units; fits a 64-bit number of minor units in every currency.</summary>
    private const decimal LargestTotal = 1_000_000_000_000_000m;

    private readonly StringBuilder _where = new("o.tenant_id = ");
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly string? _sellers;
    private string? _refundDays;

    /// <param name="filter">What to show.</param>
    /// <param name="customers">Customers whose reference or email is the text searched for.</param>
    /// <param name="tenant">Whose orders, and in which zone days begin.</param>
    /// <param name="scope">The shops the reader is bound to.</param>
    public OrderListSql(
        OrderFilter filter,
        long[] customers,
        TenantSnapshot tenant,
        AccessScope scope
    )
    {
        _where.Append(Add(tenant.Id.Value));
        if (scope.SellerIdsOrNull is { } sellers)
        {
            _sellers = Add(sellers);
            And(
                $"EXISTS (SELECT FROM orders.seller_parts p WHERE p.order_id = o.id AND p.seller_id = ANY ({_sellers}))"
            );
        }

        AddSearch(filter.Search, customers);
        AddDays("o.placed_at", filter.PlacedOn, tenant);
        AddDays("o.ended_at", filter.EndedOn, tenant);
        AddRefundDays(filter.RefundedOn, tenant);
        if (filter.Statuses.Count > 0)
        {
            And($"o.status = ANY ({Add(filter.Statuses.Select(SnakeCase.Of).ToArray())})");
        }

        if (filter.FailureCodes.Count > 0)
        {
            And(
                $"o.status = 'failed' AND o.failure_code = ANY ({Add(filter.FailureCodes.ToArray())})"
            );
        }

        var typedIn = filter.Currency ?? tenant.Currency;
        AddIf(Minor(filter.LeastTotal, typedIn, decimal.Ceiling), "o.total_minor >= ");
        AddIf(Minor(filter.MostTotal, typedIn, decimal.Floor), "o.total_minor <= ");
        AddIf(filter.Customer?.Value, "o.customer_id = ");
        AddIf(filter.ImportId, "o.import_id = ");
        if (filter.IsHistory is { } isHistory)
        {
            And($"o.is_history = {Add(isHistory)}");
        }

        if (filter.Currency is { } currency)
        {
            And($"o.currency = {Add(currency.Code)}");
        }

        if (filter.ProductId is { } product)
        {
            And(
                $"EXISTS (SELECT FROM orders.order_lines l WHERE l.product_id = {Add(product)} AND l.order_id = o.id)"
            );
        }
    }

    /// <summary>Counts matches up to one more than the limit.</summary>
    public NpgsqlCommand Count(NpgsqlConnection connection) =>
        Command(
            $"SELECT count(*) FROM (SELECT FROM orders.orders o WHERE {_where} LIMIT {PageRequest.CountLimit + 1}) counted",
            connection
        );

    /// <summary>Ids of the matches in the list's own order, for bulk actions.</summary>
    public NpgsqlCommand Ids(NpgsqlConnection connection, int limit) =>
        Command(
            $"SELECT o.id FROM orders.orders o WHERE {_where} ORDER BY o.id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}",
            connection
        );

    /// <summary>
    /// One row more than the page, to know whether there is a next one. When few rows match, they
    /// are found by the filter and then sorted: walking the sort's index until the page is full could
    /// pass over every order of the tenant.
    /// </summary>
    public NpgsqlCommand Rows(
        NpgsqlConnection connection,
        OrderSort sort,
        OrderCursor? cursor,
        int take,
        bool areFew
    )
    {
        // Going back reads the other way round; the caller turns the rows.
        var isDescending = sort.IsDescending != (cursor?.IsBackward ?? false);
        var direction = isDescending ? "DESC" : "ASC";
        var seek = cursor is null
            ? ""
            : $" AND ({sort.Column}, o.id) {(isDescending ? "<" : ">")} ({AddCursor(sort, cursor)}, {Add(cursor.Id)})";
        var part = _sellers is null
            ? "o.total_minor, o.line_count"
            : $"""
                (SELECT sum(p.total_minor)::bigint FROM orders.seller_parts p WHERE p.order_id = o.id AND p.seller_id = ANY ({_sellers})),
                (SELECT sum(p.line_count)::int FROM orders.seller_parts p WHERE p.order_id = o.id AND p.seller_id = ANY ({_sellers}))
                """;
        var refunded = _refundDays is null && _sellers is null ? "o.refunded_minor" : Refunded();
        // OFFSET 0 keeps the planner from choosing the index of the sort for the filter's rows.
        var fence = areFew ? "OFFSET 0" : "";
        return Command(
            $"""
            WITH page AS MATERIALIZED (
                SELECT o.* FROM (SELECT o.* FROM orders.orders o WHERE {_where}{seek} {fence}) o
                ORDER BY {sort.Column} {direction}, o.id {direction} LIMIT {take + 1}
            )
            SELECT o.id, o.reference, o.customer_id, c.name, o.placed_at, o.currency, {part}, o.status,
                   o.is_history, o.failure_code, o.ended_at, {refunded}, o.total_minor
            FROM page o LEFT JOIN orders.customers c ON c.id = o.customer_id
            ORDER BY {sort.Column} {direction}, o.id {direction}
            """,
            connection
        );
    }

    /// <summary>What was refunded of an order: in the days asked for, and for shops their share of it.</summary>
    private string Refunded() =>
        _sellers is null
            ? $"(SELECT coalesce(sum(r.amount_minor), 0)::bigint FROM orders.refunds r WHERE r.order_id = o.id AND {_refundDays})"
            : RefundShareSql.OfOrder("o.id", _sellers, _refundDays ?? "true");

    private void AddSearch(string? search, long[] customers)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return;
        }

        var text = search.Trim();
        // A range instead of LIKE: row-level security keeps LIKE away from the index.
        var reference = $"o.reference >= {Add(text)} AND o.reference < {Add(text + '\uffff')}";
        And(
            customers.Length == 0
                ? reference
                : $"({reference} OR o.customer_id = ANY ({Add(customers)}))"
        );
    }

    private void AddDays(string column, DateRange? days, TenantSnapshot tenant)
    {
        if (days is { } range)
        {
            var first = tenant.StartOf(range.First).ToUniversalTime();
            var end = tenant.StartOf(range.Last.AddDays(1)).ToUniversalTime();
            And($"{column} >= {Add(first)} AND {column} < {Add(end)}");
        }
    }

    private void AddRefundDays(DateRange? days, TenantSnapshot tenant)
    {
        if (days is { } range)
        {
            var first = Add(tenant.StartOf(range.First).ToUniversalTime());
            var end = Add(tenant.StartOf(range.Last.AddDays(1)).ToUniversalTime());
            _refundDays = $"r.issued_at >= {first} AND r.issued_at < {end}";
            And($"o.id IN (SELECT r.order_id FROM orders.refunds r WHERE {_refundDays})");
        }
    }

    /// <summary>A bound between two minor units moves inwards; one beyond all amounts stays beyond them.</summary>
    private static long? Minor(decimal? major, Currency currency, Func<decimal, decimal> inwards) =>
        major is { } typed
            ? (long)inwards(Math.Clamp(typed, -LargestTotal, LargestTotal) * currency.MinorPerMajor)
            : null;

    private void AddIf(long? value, string condition)
    {
        if (value is { } bound)
        {
            And(condition + Add(bound));
        }
    }

    private string AddCursor(OrderSort sort, OrderCursor cursor) =>
        sort.Kind switch
        {
            OrderSortKind.Placed => Add(
                new DateTimeOffset(
                    long.Parse(cursor.Value, CultureInfo.InvariantCulture),
                    TimeSpan.Zero
                )
            ),
            OrderSortKind.Total => Add(long.Parse(cursor.Value, CultureInfo.InvariantCulture)),
            OrderSortKind.Reference => Add(cursor.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };

    private void And(string condition) => _where.Append(" AND ").Append(condition);

    private string Add<T>(T value)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return string.Create(CultureInfo.InvariantCulture, $"${_parameters.Count}");
    }

    private NpgsqlCommand Command(string sql, NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter.Clone());
        }

        return command;
    }
}
