using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>Reads orders. A shop sees the orders it has a part in, and of those its own lines only.</summary>
public sealed class OrderQueries(
    PortalConnections connections,
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TenantReader tenants,
    PaymentReader payments,
    TimelineReader timeline
)
{
    /// <summary>A bulk action takes no more orders than this at once.</summary>
    public const int MostIds = 10_000;

    private const int MostCustomersSearched = 100;

    /// <summary>Rows read at once when all are asked for.</summary>
    private const int PortionRows = 1_000;

    private static readonly string RefundedOfShops =
        $"SELECT {RefundShareSql.OfOrder("{0}", "{1}", "true")} AS \"Value\"";

    /// <summary>False for a cursor that was not made for this sort; the list would begin anew.</summary>
    public static bool IsCursor(PageRequest page) =>
        page.Cursor is null
        || OrderCursor.TryDecode(page.Cursor, OrderSort.Of(page.Sort, page.Descending).Kind)
            is not null;

    /// <summary>One page by key; sorts are <c>placed</c> (the default), <c>total</c> and <c>reference</c>.</summary>
    public async Task<Page<OrderSummary>> ListAsync(
        OrderFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        var scope = await user.ScopeAsync(OrderPermissions.Read, ct);
        if (scope.IsDenied)
        {
            return Page<OrderSummary>.Empty;
        }

        var sort = OrderSort.Of(page.Sort, page.Descending);
        var cursor = OrderCursor.TryDecode(page.Cursor, sort.Kind);
        return await ReadAsync(filter, scope, sort, cursor, page.Take, ct);
    }

    /// <summary>
    /// All that match, in the list's order. They are read in portions by key, so that a slow reader
    /// holds neither connection nor snapshot.
    /// </summary>
    public async IAsyncEnumerable<OrderSummary> AllAsync(
        OrderFilter filter,
        PageRequest page,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var scope = await user.ScopeAsync(OrderPermissions.Read, ct);
        if (scope.IsDenied)
        {
            yield break;
        }

        var sort = OrderSort.Of(page.Sort, page.Descending);
        OrderCursor? cursor = null;
        do
        {
            var portion = await ReadAsync(filter, scope, sort, cursor, PortionRows, ct);
            foreach (var row in portion.Rows)
            {
                yield return row;
            }

            cursor = OrderCursor.TryDecode(portion.Next, sort.Kind);
        } while (cursor is not null);
    }

    /// <summary>One order with its lines, payments and timeline; null when there is none the reader may see.</summary>
    public async Task<OrderDetail?> FindAsync(OrderId id, CancellationToken ct)
    {
        var scope = await user.ScopeAsync(OrderPermissions.Read, ct);
        if (scope.IsDenied)
        {
            return null;
        }

        var sellers = scope.Sellers;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);
        var parts = await db
            .SellerParts.Where(p => p.OrderId == id)
            .Where(p => scope.IsWholeTenant || sellers.Contains(p.SellerId))
            .Join(db.Sellers, p => p.SellerId, s => s.Id, (p, s) => new { Part = p, s.Name })
            .OrderBy(p => p.Name)
            .ToListAsync(ct);
        if (order is null || (!scope.IsWholeTenant && parts.Count == 0))
        {
            return null;
        }

        var customer = await db
            .Customers.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == order.CustomerId, ct);
        var lines = await db
            .OrderLines.Where(l => l.OrderId == id)
            .Where(l => scope.IsWholeTenant || sellers.Contains(l.SellerId))
            .OrderBy(l => l.LineNo)
            .ToListAsync(ct);
        // What an order cost as a whole, how it was paid and each refund of it is not one shop's matter.
        var refunds = scope.IsWholeTenant
            ? await db.OrderRefunds.Where(r => r.OrderId == id).OrderBy(r => r.Id).ToListAsync(ct)
            : [];
        var refunded = scope.SellerIdsOrNull is { } shops
            ? await db.Database.SqlQueryRaw<long>(RefundedOfShops, id.Value, shops).SingleAsync(ct)
            : order.RefundedMinor;
        var total = scope.IsWholeTenant ? order.TotalMinor : parts.Sum(p => p.Part.TotalMinor);
        // Parts add up to the order in every amount, but history may have none.
        var breakdown = scope.IsWholeTenant
            ? (order.DeliveryMinor, order.FeeMinor, order.TaxMinor)
            : (
                parts.Sum(p => p.Part.DeliveryMinor),
                parts.Sum(p => p.Part.FeeMinor),
                parts.Sum(p => p.Part.TaxMinor)
            );
        var checkout = scope.IsWholeTenant
            ? await db.OrderCheckouts.SingleOrDefaultAsync(c => c.OrderId == id, ct)
            : null;
        return new OrderDetail(
            new OrderSummary(
                id,
                order.Reference,
                order.CustomerId,
                customer?.Name,
                order.PlacedAt,
                new Money(total, order.Currency),
                scope.IsWholeTenant ? order.LineCount : lines.Count,
                order.Status,
                order.IsHistory,
                order.FailureCode,
                order.EndedAt,
                new Money(refunded, order.Currency)
            ),
            order.Channel,
            customer?.Reference,
            scope.IsWholeTenant ? customer?.Email : null,
            order.FailureDetail,
            order.ImportId,
            order.Attempt,
            order.ReservedAt,
            order.PaidAt,
            [.. lines.Select(l => View(l, order.Currency))],
            [
                .. parts.Select(p => new SellerPartView(
                    p.Part.SellerId,
                    p.Name,
                    new Money(p.Part.ItemsMinor, order.Currency),
                    new Money(p.Part.TotalMinor, order.Currency),
                    p.Part.LineCount
                )),
            ],
            [
                .. refunds.Select(r => new OrderRefundView(
                    r.SourceReference,
                    new Money(r.AmountMinor, r.Currency),
                    r.IssuedAt
                )),
            ],
            scope.IsWholeTenant ? await payments.OfOrderAsync(id.Value, ct) : [],
            scope.IsWholeTenant ? await timeline.ReadAsync(OrderEvents.Subject(id.Value), ct) : [],
            new OrderBreakdown(
                new Money(breakdown.Item1, order.Currency),
                new Money(breakdown.Item2, order.Currency),
                new Money(breakdown.Item3, order.Currency)
            ),
            checkout?.ToChoices()
        );
    }

    /// <summary>Ids of all that match, for a bulk action; at most <see cref="MostIds"/>.</summary>
    public async Task<IReadOnlyList<OrderId>> IdsAsync(OrderFilter filter, CancellationToken ct)
    {
        var scope = await user.ScopeAsync(OrderPermissions.Read, ct);
        if (scope.IsDenied)
        {
            return [];
        }

        await using var connection = await connections.OpenAsync(ct);
        var sql = await SqlAsync(connection, filter, scope, ct);
        await using var select = sql.Ids(connection, MostIds);
        await using var reader = await select.ExecuteReaderAsync(ct);
        var ids = new List<OrderId>();
        while (await reader.ReadAsync(ct))
        {
            ids.Add(new OrderId(reader.GetInt64(0)));
        }

        return ids;
    }

    private async Task<Page<OrderSummary>> ReadAsync(
        OrderFilter filter,
        AccessScope scope,
        OrderSort sort,
        OrderCursor? cursor,
        int take,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        var sql = await SqlAsync(connection, filter, scope, ct);
        await using var count = sql.Count(connection);
        var total = (long)(await count.ExecuteScalarAsync(ct))!;
        var areFew = total <= PageRequest.CountLimit;
        await using var select = sql.Rows(connection, sort, cursor, take, areFew);
        var rows = await ReadAsync(select, ct);
        return Cut(rows, total, sort, cursor, take);
    }

    private async Task<OrderListSql> SqlAsync(
        NpgsqlConnection connection,
        OrderFilter filter,
        AccessScope scope,
        CancellationToken ct
    )
    {
        var tenant = await tenants.CurrentAsync(ct);
        var customers = await CustomersAsync(connection, filter.Search, tenant.Id, ct);
        return new OrderListSql(filter, customers, tenant, scope);
    }

    private static OrderLineView View(OrderLine line, Currency currency) =>
        new(
            line.LineNo,
            line.ProductId?.Value,
            line.SellerId,
            line.Sku,
            line.Name,
            line.Quantity,
            new Money(line.UnitPriceMinor, currency),
            new Money(line.TotalMinor, currency),
            line.RefundedQuantity
        );

    private static async Task<long[]> CustomersAsync(
        NpgsqlConnection connection,
        string? search,
        TenantId tenant,
        CancellationToken ct
    )
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return [];
        }

        await using var command = new NpgsqlCommand(
            $"""
            SELECT id FROM orders.customers
            WHERE tenant_id = $1 AND (reference = $2 OR email = $2) LIMIT {MostCustomersSearched}
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = tenant.Value },
                new() { Value = search.Trim() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<long>();
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    private static async Task<List<(OrderSummary Row, string ByTotal)>> ReadAsync(
        NpgsqlCommand select,
        CancellationToken ct
    )
    {
        var rows = new List<(OrderSummary, string)>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var currency = Currency.Of(reader.GetString(5));
            var row = new OrderSummary(
                new OrderId(reader.GetInt64(0)),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : new CustomerId(reader.GetInt64(2)),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                new Money(reader.GetInt64(6), currency),
                reader.GetInt32(7),
                SnakeCase.ToEnum<OrderStatus>(reader.GetString(8)),
                reader.GetBoolean(9),
                reader.IsDBNull(10) ? null : reader.GetString(10),
                reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
                new Money(reader.GetInt64(12), currency)
            );
            rows.Add((row, reader.GetInt64(13).ToString(CultureInfo.InvariantCulture)));
        }

        return rows;
    }

    /// <summary>Takes the extra row away again and says where the neighbouring pages are.</summary>
    private static Page<OrderSummary> Cut(
        List<(OrderSummary Row, string ByTotal)> rows,
        long total,
        OrderSort sort,
        OrderCursor? cursor,
        int take
    )
    {
        var isBackward = cursor?.IsBackward ?? false;
        var hasMore = rows.Count > take;
        if (hasMore)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        if (isBackward)
        {
            rows.Reverse();
        }

        var hasNext = rows.Count > 0 && (isBackward || hasMore);
        var hasPrevious = rows.Count > 0 && cursor is not null && (!isBackward || hasMore);
        return new Page<OrderSummary>(
            [.. rows.Select(r => r.Row)],
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit,
            hasNext ? CursorOf(rows[^1], sort, isBackward: false) : null,
            hasPrevious ? CursorOf(rows[0], sort, isBackward: true) : null
        );
    }

    private static string CursorOf(
        (OrderSummary Row, string ByTotal) row,
        OrderSort sort,
        bool isBackward
    )
    {
        var value = sort.Kind switch
        {
            OrderSortKind.Placed => row.Row.PlacedAt.UtcTicks.ToString(
                CultureInfo.InvariantCulture
            ),
            OrderSortKind.Total => row.ByTotal,
            OrderSortKind.Reference => row.Row.Reference,
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
        return new OrderCursor(isBackward, row.Row.Id.Value, value).Encode();
    }
}
