using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.CashOnDelivery;

/// <summary>Reads orders that are paid on delivery, of the whole tenant. Every read refuses without the right.</summary>
public sealed class CashOrderQueries(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant
)
{
    /// <summary>$1 tenant, $2 states or null, $3 order's number or null.</summary>
    private const string From = $"""
        {CashReceiptsSql.Charges} c JOIN orders.orders o ON o.id = c.order_id
        WHERE c.tenant_id = $1 AND ($2::text[] IS NULL OR c.state = ANY ($2)) AND ($3::text IS NULL OR o.reference = $3)
        """;

    /// <summary>Counted up to $4.</summary>
    private const string Count = $"SELECT count(*) FROM (SELECT FROM {From} LIMIT $4) counted";

    /// <summary>$4 skipped, $5 taken.</summary>
    private const string Rows = $"""
        SELECT o.id, c.attempt, o.reference, (SELECT name FROM orders.customers WHERE id = o.customer_id), c.amount_minor,
            c.currency, c.since, c.state, c.reason, c.recorded_by, c.recorded_at
        FROM {From} ORDER BY c.state = 'waiting' DESC, c.since DESC, o.id DESC OFFSET $4 LIMIT $5
        """;

    private const string Sums = $"""
        SELECT currency, sum(amount_minor)::bigint, count(*), min(since) FROM {CashReceiptsSql.Charges} c
        WHERE tenant_id = $1 AND state = 'waiting' GROUP BY currency ORDER BY currency
        """;

    /// <summary>Those that wait first, the newest first; the total is counted up to <see cref="PageRequest.CountLimit"/>.</summary>
    public async Task<Result<Page<CashOrder>>> ListAsync(
        CashFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(OrderPermissions.RecordCash, ct))
        {
            return Error.Forbidden;
        }

        var total = await connections.ReadAsync(
            Count,
            [.. Where(filter), SqlValue.Of(PageRequest.CountLimit)],
            r => r.GetInt64(0),
            ct
        );
        var rows = await connections.ReadAsync(
            Rows,
            [.. Where(filter), SqlValue.Of(page.Offset), SqlValue.Of(page.Take)],
            Order,
            ct
        );
        return new Page<CashOrder>(rows, total[0], total[0] < PageRequest.CountLimit);
    }

    /// <summary>What is waited for, by currency.</summary>
    public async Task<Result<IReadOnlyList<CashSum>>> SumsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(OrderPermissions.RecordCash, ct))
        {
            return Error.Forbidden;
        }

        return await connections.ReadAsync(
            Sums,
            [SqlValue.Of(tenant.Id.Value)],
            r => new CashSum(
                new Money(r.GetInt64(1), Currency.Of(r.GetString(0))),
                r.GetInt64(2),
                r.GetFieldValue<DateTimeOffset>(3)
            ),
            ct
        );
    }

    private NpgsqlParameter[] Where(CashFilter filter) =>
        [
            SqlValue.Of(tenant.Id.Value),
            SqlValue.OrNull(
                filter.States is { Count: > 0 } states
                    ? states.Select(s => SnakeCase.Of(s)).ToArray()
                    : null,
                NpgsqlDbType.Array | NpgsqlDbType.Text
            ),
            SqlValue.OrNull(
                filter.Search.Trim() is { Length: > 0 } searched ? searched : null,
                NpgsqlDbType.Text
            ),
        ];

    private static CashOrder Order(NpgsqlDataReader r) =>
        new(
            new OrderId(r.GetInt64(0)),
            r.GetInt32(1),
            r.GetString(2),
            Text(r, 3),
            new Money(r.GetInt64(4), Currency.Of(r.GetString(5))),
            r.GetFieldValue<DateTimeOffset>(6),
            SnakeCase.ToEnum<CashState>(r.GetString(7)),
            Text(r, 8),
            Text(r, 9),
            r.IsDBNull(10) ? null : r.GetFieldValue<DateTimeOffset>(10)
        );

    private static string? Text(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetString(column);
}
