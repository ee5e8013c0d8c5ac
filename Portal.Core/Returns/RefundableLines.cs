using Npgsql;
using Portal.Core.Data;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Returns;

/// <summary>Reads what of each line of an order can still be given back.</summary>
internal static class RefundableLines
{
    /// <summary>The lines as they were paid, in the order in which refunds are divided. $1 order.</summary>
    private static readonly string Sold = $"""
        SELECT line_no, total_minor FROM {PaidLinesSql.OfOrder(
            "$1"
        )} l ORDER BY seller_id, line_no
        """;

    /// <summary>Refunds in the order they were recorded, a row for each line they name. $1 order.</summary>
    private const string Earlier = """
        SELECT r.refund_id, r.amount_minor, l.line_no, l.amount_minor
        FROM orders.refund_facts r LEFT JOIN returns.refund_grant_lines l ON l.refund_id = r.refund_id
        WHERE r.order_id = $1 ORDER BY r.refund_id, l.line_no
        """;

    public static async Task<IReadOnlyList<RefundableLine>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        OrderId order,
        CancellationToken ct
    )
    {
        var sold = new List<RefundableLine>();
        await using (var command = Of(Sold, connection, transaction, order))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                sold.Add(new RefundableLine(reader.GetInt32(0), reader.GetInt64(1)));
            }
        }

        var earlier = new List<(long Refund, long Minor, int? LineNo, long LineMinor)>();
        await using (var command = Of(Earlier, connection, transaction, order))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                var isNamed = !await reader.IsDBNullAsync(2, ct);
                earlier.Add(
                    (
                        reader.GetInt64(0),
                        reader.GetInt64(1),
                        isNamed ? reader.GetInt32(2) : null,
                        isNamed ? reader.GetInt64(3) : 0
                    )
                );
            }
        }

        return RefundPolicy.Left(
            sold,
            earlier
                .GroupBy(r => (r.Refund, r.Minor))
                .Select(g => new EarlierRefund(
                    g.Key.Minor,
                    [
                        .. g.Where(r => r.LineNo is not null)
                            .Select(r => (r.LineNo!.Value, r.LineMinor)),
                    ]
                ))
        );
    }

    private static NpgsqlCommand Of(
        string sql,
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        OrderId order
    ) => new(sql, connection, transaction) { Parameters = { SqlValue.Of(order.Value) } };
}
