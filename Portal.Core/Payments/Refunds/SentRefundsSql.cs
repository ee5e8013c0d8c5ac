using Portal.Core.Events.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>Refunds that were sent and are asked about once more. Each is one row, under a lease whose end is its token.</summary>
internal static class SentRefundsSql
{
    /// <summary>$1 tenant, $2 gateways, $3 at most, $4 lease.</summary>
    public const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT refund_id FROM payments.refunds
            WHERE tenant_id = $1 AND gateway = ANY ($2) AND status = 'sent' AND check_due_at <= clock_timestamp()
            ORDER BY check_due_at, refund_id LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE payments.refunds r SET check_due_at = clock_timestamp() + $4
        FROM due WHERE r.refund_id = due.refund_id
        RETURNING r.refund_id, r.order_id, r.key, r.charge_key, r.amount_minor, r.currency, r.gateway,
            (SELECT a.gateway_reference FROM payments.attempts a WHERE a.order_id = r.order_id AND a.key = r.charge_key),
            (SELECT count(*)::int FROM payments.refund_attempts f WHERE f.refund_id = r.refund_id AND f.outcome = 'failed'),
            r.returns, r.check_due_at
        """;

    /// <summary>Those still with their buyers, unless the gateway told something new since. $1 refunds, $2 ends of their leases.</summary>
    public const string LeaveAlone = """
        UPDATE payments.refunds r SET check_due_at = NULL
        FROM unnest($1::bigint[], $2::timestamptz[]) AS left_alone (refund_id, lease)
        WHERE r.refund_id = left_alone.refund_id AND r.check_due_at = left_alone.lease
        """;

    /// <summary>
    /// It came back and waits for a person; answers how often it did, or nothing when the lease is no longer ours. $1 refund,
    /// $2 end of the lease, $3 code, $4 message, $5 the answer as it came, $6 actor, $7 its name, $8 source.
    /// </summary>
    public const string Return = $"""
        WITH returned AS (
            UPDATE payments.refunds r SET status = 'failed', sent_at = NULL, due_at = NULL, check_due_at = NULL,
                returns = r.returns + 1, attempts = r.attempts + 1, failure_code = left($3, 60), message = left($4, 500)
            WHERE r.refund_id = $1 AND r.status = 'sent' AND r.check_due_at = $2
            RETURNING r.*
        ), attempt AS (
            INSERT INTO payments.refund_attempts (refund_id, number, tenant_id, sent_at, request, answered_at, outcome, code,
                message, answer)
            SELECT refund_id, attempts, tenant_id, clock_timestamp(), jsonb_build_object('key', key, 'charge_key', charge_key,
                'amount_minor', amount_minor, 'currency', currency), clock_timestamp(), 'failed', left($3, 60), left($4, 500),
                left($5, 2000)
            FROM returned
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, '{RefundEvents.Returned}', 'order', order_id, now(), $6, $7, $8,
                jsonb_strip_nulls(jsonb_build_object('refund_id', refund_id, 'key', key, 'attempt', attempts,
                    'amount_minor', amount_minor, 'currency', currency, 'code', $3::text, 'message', $4::text))
            FROM returned
        )
        SELECT returns FROM returned
        """;
}
