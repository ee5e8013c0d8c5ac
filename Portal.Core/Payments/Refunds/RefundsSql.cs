using Portal.Core.Events.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>Refunds on their way. A claim never waits for a row another worker has; an answer is written to one row.</summary>
internal static class RefundsSql
{
    /// <summary>
    /// For the migration: refunds from before they were sent from here. They stand in the books as owed, but the buyer may
    /// have got them by other means, so they wait for a person.
    /// </summary>
    public const string AskForEarlier = """
        INSERT INTO payments.refunds (refund_id, tenant_id, order_id, charge_key, key, gateway, amount_minor, currency,
            status, attempts, failure_code, message, requested_at)
        SELECT r.id, r.tenant_id, r.order_id, a.key, 'refund-' || r.id, a.gateway, r.amount_minor, r.currency,
            'failed', 0, 'not_sent_from_here',
            'Recorded before refunds were sent from here. Send it if the buyer has not got it by other means.', r.issued_at
        FROM orders.refunds r JOIN payments.attempts a
            ON a.order_id = r.order_id AND a.status = 'captured' AND a.amount_minor > 0
        """;

    /// <summary>
    /// Takes what is due and writes down that the gateway is about to be asked. Answers which of them may have
    /// reached it before. $1 tenant, $2 gateways, $3 at most, $4 lease.
    /// </summary>
    public const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT refund_id, status FROM payments.refunds
            WHERE tenant_id = $1 AND gateway = ANY ($2) AND due_at <= clock_timestamp()
            ORDER BY due_at, refund_id LIMIT $3 FOR UPDATE SKIP LOCKED
        ), claimed AS (
            UPDATE payments.refunds r SET status = 'sending', attempts = r.attempts + 1, due_at = clock_timestamp() + $4
            FROM due WHERE r.refund_id = due.refund_id
            RETURNING r.*, due.status IN ('sending', 'unknown') AS may_have_been_sent
        ), begun AS (
            INSERT INTO payments.refund_attempts (refund_id, number, tenant_id, sent_at, request)
            SELECT refund_id, attempts, tenant_id, clock_timestamp(), jsonb_build_object('key', key, 'charge_key', charge_key,
                'amount_minor', amount_minor, 'currency', currency)
            FROM claimed
        )
        SELECT refund_id, order_id, attempts, key, charge_key, amount_minor, currency, may_have_been_sent, gateway,
            (SELECT a.gateway_reference FROM payments.attempts a WHERE a.order_id = claimed.order_id AND a.key = claimed.charge_key),
            (SELECT count(*)::int FROM payments.refund_attempts f WHERE f.refund_id = claimed.refund_id AND f.outcome = 'failed'),
            returns
        FROM claimed ORDER BY refund_id
        """;

    /// <summary>
    /// What came of asking, unless somebody else has asked since; answers how many rows it was. $1 refund, $2 attempt,
    /// $3 outcome, $4 reference, $5 code, $6 message, $7 wait or null, $8 the answer as it came, $9 actor, $10 its name,
    /// $11 source.
    /// </summary>
    public const string Record = $"""
        WITH before AS (
            SELECT refund_id, EXISTS (SELECT FROM payments.refund_attempts a WHERE a.refund_id = r.refund_id
                AND a.number = r.attempts - 1 AND a.outcome = 'unknown') AS was_unknown
            FROM payments.refunds r WHERE refund_id = $1 AND attempts = $2 AND status = 'sending' FOR UPDATE
        ), ended AS (
            UPDATE payments.refunds r SET status = $3, due_at = clock_timestamp() + $7,
                gateway_reference = coalesce(left($4, 100), r.gateway_reference),
                failure_code = CASE WHEN $3 <> 'sent' THEN left($5, 60) END,
                message = CASE WHEN $3 <> 'sent' THEN left($6, 500) END,
                sent_at = CASE WHEN $3 = 'sent' THEN clock_timestamp() END
            FROM before WHERE r.refund_id = before.refund_id
            RETURNING r.*, before.was_unknown
        ), attempt AS (
            UPDATE payments.refund_attempts a SET answered_at = clock_timestamp(), outcome = $3, code = left($5, 60),
                message = left($6, 500), answer = left($8, 2000)
            FROM ended WHERE a.refund_id = ended.refund_id AND a.number = ended.attempts
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, CASE $3 WHEN 'sent' THEN '{RefundEvents.Sent}' WHEN 'failed' THEN '{RefundEvents.Failed}'
                    ELSE '{RefundEvents.Unknown}' END,
                'order', order_id, now(), $9, $10, $11, jsonb_strip_nulls(jsonb_build_object('refund_id', refund_id, 'key', key,
                    'attempt', attempts, 'amount_minor', amount_minor, 'currency', currency, 'code', $5, 'message', $6,
                    'gateway_reference', $4))
            FROM ended WHERE NOT ($3 = 'unknown' AND was_unknown)
        )
        SELECT count(*) FROM ended
        """;

    /// <summary>
    /// Lets one that waits be sent at once; answers its status before, and whether it was one to be sent again.
    /// $1 tenant, $2 refund, $3 actor, $4 its name, $5 source.
    /// </summary>
    public const string Retry = $"""
        WITH found AS (
            SELECT refund_id, status IN ('failed', 'unknown') AS waits FROM payments.refunds
            WHERE tenant_id = $1 AND refund_id = $2 FOR UPDATE
        ), retried AS (
            UPDATE payments.refunds r SET due_at = clock_timestamp()
            FROM found WHERE r.refund_id = found.refund_id AND found.waits
            RETURNING r.tenant_id, r.order_id, r.refund_id
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, '{RefundEvents.Retried}', 'order', order_id, now(), $3, $4, $5,
                jsonb_build_object('refund_id', refund_id)
            FROM retried
        )
        SELECT waits FROM found
        """;

    /// <summary>
    /// Notes that one which waits for a person was paid out from the bank; answers its order, amount, currency and how
    /// often it came back, or nulls when it does not wait. $1 tenant, $2 refund, $3 the bank's reference, $4 day, $5 actor,
    /// $6 its name, $7 source.
    /// </summary>
    public const string PayByHand = $"""
        WITH found AS (
            SELECT refund_id FROM payments.refunds WHERE tenant_id = $1 AND refund_id = $2 FOR UPDATE
        ), paid AS (
            UPDATE payments.refunds r SET status = 'sent', gateway = '{RefundRequestsSql.Bank}', gateway_reference = $3,
                failure_code = NULL, message = NULL, sent_at = clock_timestamp()
            FROM found WHERE r.refund_id = found.refund_id AND r.status = 'failed' AND r.due_at IS NULL
            RETURNING r.*
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, '{RefundEvents.PaidByHand}', 'order', order_id, now(), $5, $6, $7,
                jsonb_build_object('refund_id', refund_id, 'amount_minor', amount_minor, 'currency', currency,
                    'bank_reference', $3, 'paid_on', $4)
            FROM paid
        )
        SELECT p.order_id, p.amount_minor, p.currency, p.returns FROM found LEFT JOIN paid p USING (refund_id)
        """;
}
