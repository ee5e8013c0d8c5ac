namespace Portal.Core.Data.Seed;

/// <summary>Decisions and sending of the demo's refunds, of which the latest are in every state a refund can be in.</summary>
internal static class DemoRefundsSql
{
    /// <summary>
    /// Refunds nobody was asked to send: the second to fourth latest are failed, the fifth is unknown, the first is not sent
    /// yet, all others are. $1 tenant, $2 now.
    /// </summary>
    public const string Requests = """
        WITH missing AS (
            SELECT r.id, r.order_id, r.amount_minor, r.currency, a.key AS charge_key, a.gateway,
                least(r.issued_at, $2 - interval '5 minutes') AS at, row_number() OVER (ORDER BY r.issued_at DESC, r.id) AS place
            FROM orders.refunds r JOIN payments.attempts a ON a.order_id = r.order_id AND a.status = 'captured'
            WHERE r.tenant_id = $1 AND NOT EXISTS (SELECT FROM payments.refunds p WHERE p.refund_id = r.id)
        ), planned AS (
            SELECT *, CASE WHEN place = 1 THEN 'granted' WHEN place IN (2, 3, 4) THEN 'failed' WHEN place = 5 THEN 'unknown'
                ELSE 'sent' END AS status
            FROM missing
        ), asked AS (
            INSERT INTO payments.refunds (refund_id, tenant_id, order_id, charge_key, key, gateway, amount_minor, currency,
                status, attempts, due_at, gateway_reference, failure_code, message, requested_at, sent_at)
            SELECT id, $1, order_id, charge_key, 'refund-' || id, gateway, amount_minor, currency, status,
                (status <> 'granted')::int,
                CASE WHEN status = 'granted' THEN $2 + interval '1 hour' WHEN status = 'unknown' THEN $2 + interval '6 hours'
                    WHEN place = 4 THEN $2 + interval '4 hours' END,
                CASE WHEN status = 'sent' THEN 'sim_' || md5(id::text) END,
                CASE WHEN status = 'failed' THEN CASE place WHEN 4 THEN 'account_short' ELSE 'card_closed' END END,
                CASE status WHEN 'failed' THEN CASE place WHEN 4 THEN 'There is not enough money on the account.'
                    ELSE 'The card was closed; the bank sends the money back.' END
                    WHEN 'unknown' THEN 'The gateway did not answer in time.' END,
                at, CASE WHEN status = 'sent' THEN at + interval '1 minute' END
            FROM planned
            RETURNING *
        )
        INSERT INTO payments.refund_attempts (refund_id, number, tenant_id, sent_at, request, answered_at, outcome, code, message)
        SELECT refund_id, 1, $1, requested_at + interval '58 seconds', jsonb_build_object('key', key, 'charge_key', charge_key,
            'amount_minor', amount_minor, 'currency', currency), requested_at + interval '1 minute', status, failure_code, message
        FROM asked WHERE attempts > 0
        """;

    /// <summary>Why the latest forty were granted. $1 tenant, $2 reasons, $3 who.</summary>
    public const string Grants = """
        INSERT INTO returns.refund_grants (refund_id, tenant_id, order_id, key, amount_minor, currency, borne_by, destination,
            reason, granted_by, granted_at, is_by_line)
        SELECT r.refund_id, $1, r.order_id, 'demo-' || r.refund_id, r.amount_minor, r.currency, 'seller', 'original_method',
            ($2::text[])[1 + r.refund_id % array_length($2::text[], 1)], $3, r.requested_at, false
        FROM (SELECT * FROM payments.refunds WHERE tenant_id = $1 ORDER BY requested_at DESC LIMIT 40) r
        WHERE NOT EXISTS (SELECT FROM returns.refund_grants g WHERE g.refund_id = r.refund_id)
        """;

    /// <summary>What was sent and is not in the books. $1 tenant.</summary>
    public const string Unbooked = """
        SELECT r.refund_id, r.order_id, r.charge_key, r.amount_minor, r.currency, r.gateway FROM payments.refunds r
        WHERE r.tenant_id = $1 AND r.status = 'sent' AND NOT EXISTS (SELECT FROM ledger.entry_keys k
            WHERE k.tenant_id = r.tenant_id AND k.key = 'refund-sent-' || r.refund_id)
        ORDER BY r.refund_id
        """;
}
