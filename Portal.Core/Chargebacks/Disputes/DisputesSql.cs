using Portal.Core.Payments.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>
/// Disputes of gateways. A claim never waits for a row another worker has, and what was asked is written by whoever asked last.
/// </summary>
internal static class DisputesSql
{
    /// <summary>The one gateway that tells of disputes.</summary>
    public const string Gateway = "stripe";

    /// <summary>Those that messages tell of for the first time. $1 tenant.</summary>
    public const string NoteTold = $"""
        INSERT INTO chargebacks.disputes (tenant_id, gateway, reference, status, heard, attempts, doubts, due_at, noticed_at)
        SELECT $1, '{Gateway}', t.subject, 'waiting', 0, 0, 0, clock_timestamp(), clock_timestamp()
        FROM {WebhookHintsSql.Disputes} t WHERE t.tenant_id = $1
        ON CONFLICT (gateway, reference) DO NOTHING
        """;

    /// <summary>
    /// Those of the gateway's list, by whose charge they are of; one of a charge that nobody knew is moved to its tenant when somebody
    /// does. Answers how many are new, or moved. $1 references, $2 charges, $3 second numbers of the charges, or empty.
    /// </summary>
    public const string NoteListed = $"""
        INSERT INTO chargebacks.disputes AS d (tenant_id, gateway, reference, status, heard, attempts, doubts, due_at, noticed_at,
            message)
        SELECT coalesce(c.tenant_id, 0), '{Gateway}', l.reference, CASE WHEN c.tenant_id IS NULL THEN 'needs_person' ELSE 'waiting' END,
            0, 0, 0, CASE WHEN c.tenant_id IS NOT NULL THEN clock_timestamp() END, clock_timestamp(),
            CASE WHEN c.tenant_id IS NULL THEN 'It is of a charge that is no order''s here.' END
        FROM unnest($1::text[], $2::text[], $3::text[]) AS l (reference, charge, intent)
        LEFT JOIN LATERAL (SELECT o.tenant_id FROM {CapturedChargesSql.OfStripe} o
            WHERE o.gateway_reference IN (l.charge, l.intent) LIMIT 1) c ON true
        ORDER BY l.reference
        ON CONFLICT (gateway, reference) DO UPDATE SET tenant_id = excluded.tenant_id, status = 'waiting',
            due_at = clock_timestamp(), message = NULL
        WHERE d.tenant_id = 0 AND excluded.tenant_id <> 0
        """;

    /// <summary>What is to be asked about, each under a lease. $1 tenant, $2 at most, $3 lease.</summary>
    public const string Claim = $"""
        WITH told AS (SELECT subject, messages FROM {WebhookHintsSql.Disputes} t WHERE t.tenant_id = $1),
        due AS MATERIALIZED (
            SELECT d.id, coalesce(told.messages, 0) AS messages FROM chargebacks.disputes d
            LEFT JOIN told ON told.subject = d.reference
            WHERE d.tenant_id = $1 AND (d.due_at <= clock_timestamp() OR coalesce(told.messages, 0) <> d.heard)
            ORDER BY d.due_at, d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED
        )
        UPDATE chargebacks.disputes d SET attempts = d.attempts + 1, due_at = clock_timestamp() + $3, heard = due.messages
        FROM due WHERE d.id = due.id
        RETURNING d.id, d.reference, d.attempts, d.doubts
        """;

    /// <summary>
    /// What the gateway said and what was done about it, unless somebody has asked since. One that a person set aside stays so while
    /// nothing else is the matter. $1 dispute, $2 attempt, $3 status, $4 message, $5 wait or null, $6 stage, $7 amount, $8 currency,
    /// $9 reason, $10 due.
    /// </summary>
    public const string Told = """
        UPDATE chargebacks.disputes d SET message = left($4, 500), due_at = clock_timestamp() + $5, doubts = 0,
            status = CASE WHEN d.status = 'set_aside' AND $3 = 'needs_person' AND d.message IS NOT DISTINCT FROM left($4, 500)
                THEN d.status ELSE $3 END,
            stage = $6, amount_minor = $7, currency = $8, reason_code = left($9, 60), evidence_due_at = $10,
            asked_at = clock_timestamp()
        WHERE d.id = $1 AND d.attempts = $2
        """;

    /// <summary>The gateway did not say, or the books were not ready. $1 dispute, $2 attempt, $3 why, $4 wait.</summary>
    public const string Doubt = """
        UPDATE chargebacks.disputes d SET doubts = d.doubts + 1, due_at = clock_timestamp() + $4,
            message = CASE d.status WHEN 'waiting' THEN left($3, 500) ELSE d.message END
        WHERE d.id = $1 AND d.attempts = $2
        """;

    /// <summary>Has one asked about in the next round. $1 tenant, $2 dispute.</summary>
    public const string AskNow = """
        UPDATE chargebacks.disputes SET due_at = clock_timestamp() WHERE tenant_id = $1 AND id = $2
        """;

    /// <summary>The order of a charge. $1 tenant, $2 Stripe's numbers of it.</summary>
    public const string Charge = $"""
        SELECT c.order_id, c.key FROM {CapturedChargesSql.OfStripe} c
        WHERE c.tenant_id = $1 AND c.gateway_reference = ANY ($2) ORDER BY c.order_id LIMIT 1
        """;
}
