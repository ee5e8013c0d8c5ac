using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Contracts;

/// <summary>An order as far as a refund has to know it; its row is locked until the transaction ends.</summary>
/// <param name="Gateway">Who took the money for it; null when nobody did.</param>
/// <param name="Left">What of it was not refunded yet and is not disputed.</param>
/// <param name="Customer">Whose order it is; null for one that names nobody.</param>
/// <param name="Disputed">What buyers' banks have taken back and is not decided yet.</param>
public sealed record RefundableOrder(
    bool IsHistory,
    string? Gateway,
    Money Left,
    CustomerId? Customer,
    Money Disputed
);

/// <summary>A refund somebody decided on.</summary>
/// <param name="Reference">Unique in the tenant, up to 100 characters.</param>
/// <param name="BorneBy">Who loses the money; told with the event.</param>
/// <param name="Lines">What of it falls to each line.</param>
/// <param name="Way">How the money reaches the buyer.</param>
public sealed record OrderRefundDraft(
    OrderId Order,
    string Reference,
    Money Amount,
    string BorneBy,
    string Reason,
    IReadOnlyList<(int LineNo, long Minor)> Lines,
    RefundWay Way
);

/// <summary>How the money of a refund reaches its buyer.</summary>
public enum RefundWay
{
    /// <summary>The gateway of its charge is asked for it.</summary>
    Gateway,

    /// <summary>The caller puts it into the buyer's wallet.</summary>
    Wallet,

    /// <summary>The buyer's bank has taken it already; the caller books it.</summary>
    Chargeback,
}

/// <summary>
/// Records refunds of orders in the caller's transaction; never commits. Locking the order first is what
/// keeps two people from refunding the same money.
/// </summary>
public sealed class OrderRefunds(CurrentTenant tenant, Actor actor, TimeProvider clock)
{
    private const string Lock = $"""
        SELECT o.is_history, c.gateway, o.total_minor - o.refunded_minor - o.disputed_minor, o.currency, o.customer_id,
            o.disputed_minor
        FROM orders.orders o LEFT JOIN {RefundRequestsSql.Captured} c ON c.order_id = o.id
        WHERE o.tenant_id = $1 AND o.id = $2 FOR UPDATE OF o
        """;

    /// <summary>
    /// $1 tenant, $2 order, $3 reference, $4 amount, $5 currency, $6 now, $7 more of the payload, $8 actor, $9 its name,
    /// $10 source.
    /// </summary>
    private const string RecordToBeSent = $"""
        {Record}, asked AS (
            {RefundRequestsSql.AskForRecorded}
        )
        SELECT id FROM recorded
        """;

    private const string RecordToWallet = $"""
        {Record}, given AS (
            {RefundRequestsSql.GiveRecorded}
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, '{RefundEvents.ToWallet}', '{OrderEvents.SubjectKind}', order_id, $6, $8, $9, $10,
                jsonb_build_object('refund_id', refund_id, 'amount_minor', amount_minor, 'currency', currency)
            FROM given
        )
        SELECT id FROM recorded
        """;

    private const string RecordAsTaken = $"""
        {Record}, taken AS (
            {RefundRequestsSql.TakenRecorded}
        )
        SELECT id FROM recorded
        """;

    private const string Record = $"""
        WITH recorded AS (
            INSERT INTO orders.refunds (tenant_id, order_id, source_reference, amount_minor, currency, issued_at)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, tenant_id, order_id, amount_minor, currency, issued_at
        ), money AS (
            UPDATE orders.orders o SET refunded_minor = o.refunded_minor + r.amount_minor, updated_at = $6,
                status = CASE WHEN o.refunded_minor + r.amount_minor = o.total_minor THEN 'refunded' ELSE o.status END
            FROM recorded r WHERE o.id = r.order_id
        ), told AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, '{OrderEvents.Refunded}', '{OrderEvents.SubjectKind}', order_id, $6, $8, $9, $10,
                jsonb_build_object('refund_id', id, 'amount_minor', amount_minor, 'currency', currency,
                    'issued_at', issued_at) || $7
            FROM recorded
        )
        """;

    /// <summary>Null when the tenant has no such order.</summary>
    public async Task<RefundableOrder?> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        OrderId order,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(Lock, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(order.Value) },
        };
        await using var reader = await locking.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new RefundableOrder(
                reader.GetBoolean(0),
                await reader.IsDBNullAsync(1, ct) ? null : reader.GetString(1),
                new Money(reader.GetInt64(2), Currency.Of(reader.GetString(3))),
                await reader.IsDBNullAsync(4, ct) ? null : new CustomerId(reader.GetInt64(4)),
                new Money(reader.GetInt64(5), Currency.Of(reader.GetString(3)))
            )
            : null;
    }

    /// <summary>Writes the refund, the order's sum, the request to send it or that it was given, and the event. The order is locked.</summary>
    public async Task<RefundId> RecordAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        OrderRefundDraft refund,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(refund);
        var more = JsonSerializer.Serialize(
            new
            {
                refund.BorneBy,
                refund.Reason,
                Lines = refund.Lines.Select(l => new { Line = l.LineNo, l.Minor }),
            },
            EventLog.Json
        );
        await using var record = new NpgsqlCommand(
            refund.Way switch
            {
                RefundWay.Gateway => RecordToBeSent,
                RefundWay.Wallet => RecordToWallet,
                RefundWay.Chargeback => RecordAsTaken,
                _ => throw new ArgumentOutOfRangeException(nameof(refund), refund.Way, null),
            },
            connection,
            transaction
        )
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(refund.Order.Value),
                SqlValue.Of(refund.Reference),
                SqlValue.Of(refund.Amount.Minor),
                SqlValue.Of(refund.Amount.Currency.Code),
                SqlValue.Of(clock.GetUtcNow()),
                SqlValue.OrNull(more, NpgsqlDbType.Jsonb),
            },
        };
        record.Parameters.AddActor(actor);
        return new RefundId((long)(await record.ExecuteScalarAsync(ct))!);
    }
}
