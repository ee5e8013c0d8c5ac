using Portal.Core.Payments.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <summary>
/// Payouts on their way through Stripe. A claim never waits for a row another worker has; whoever moves a transfer and its
/// payout locks the transfer first.
/// </summary>
internal static class TransfersSql
{
    /// <summary>The payouts of an approved run that go through Stripe. $1 run.</summary>
    public const string Queue = """
        INSERT INTO settlement.payout_transfers (payout_id, tenant_id, run_id, account_id, amount_minor, currency, status,
            attempts, refusals, heard, reversed_minor, due_at)
        SELECT id, tenant_id, run_id, stripe_account, amount_minor, currency, 'waiting', 0, 0, 0, 0, clock_timestamp()
        FROM settlement.payouts WHERE run_id = $1 AND method = 'stripe'
        """;

    /// <summary>
    /// Takes what is due and writes down that Stripe is about to be asked. Answers which of them may have reached it before.
    /// $1 tenant, $2 at most, $3 lease.
    /// </summary>
    public const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT payout_id, status FROM settlement.payout_transfers
            WHERE tenant_id = $1 AND due_at <= clock_timestamp()
            ORDER BY due_at, payout_id LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE settlement.payout_transfers t SET status = 'sending', attempts = t.attempts + 1, due_at = clock_timestamp() + $3
        FROM due WHERE t.payout_id = due.payout_id
        RETURNING t.payout_id, t.run_id, t.account_id, t.amount_minor, t.currency, t.attempts, t.refusals,
            due.status IN ('sending', 'unknown')
        """;

    /// <summary>
    /// Those that Stripe has made, unless somebody else has asked since; answers them. $1 payouts, $2 attempts, $3 references,
    /// $4 whether it was taken back since, so that it is asked about at once.
    /// </summary>
    public const string Sent = """
        UPDATE settlement.payout_transfers t SET status = 'sent', reference = a.reference, sent_at = clock_timestamp(),
            due_at = NULL, failure_code = NULL, message = NULL, unknown_since = NULL,
            check_due_at = CASE WHEN a.is_reversed THEN clock_timestamp() END
        FROM unnest($1::bigint[], $2::int[], $3::text[], $4::boolean[]) AS a (payout, attempt, reference, is_reversed)
        WHERE t.payout_id = a.payout AND t.attempts = a.attempt AND t.status = 'sending'
        RETURNING t.payout_id
        """;

    /// <summary>
    /// One that Stripe has not made, or that is unknown; answers whether that is news, or nothing when somebody else has asked since.
    /// $1 payout, $2 attempt, $3 status, $4 code, $5 message, $6 wait or null.
    /// </summary>
    public const string NotSent = """
        WITH before AS (
            SELECT payout_id, message FROM settlement.payout_transfers
            WHERE payout_id = $1 AND attempts = $2 AND status = 'sending' FOR UPDATE
        )
        UPDATE settlement.payout_transfers t SET status = $3, due_at = clock_timestamp() + $6,
            failure_code = left($4, 60), message = left($5, 500),
            refusals = t.refusals + CASE $3 WHEN 'failed' THEN 1 ELSE 0 END,
            unknown_since = CASE WHEN $3 = 'unknown' THEN coalesce(t.unknown_since, clock_timestamp()) END
        FROM before WHERE t.payout_id = before.payout_id
        RETURNING before.message IS DISTINCT FROM t.message
        """;

    /// <summary>
    /// Lets one that waits be sent or asked about at once; answers its run and whether it was one to be sent again.
    /// $1 tenant, $2 payout.
    /// </summary>
    public const string Retry = """
        WITH waiting AS (
            SELECT payout_id FROM settlement.payout_transfers
            WHERE tenant_id = $1 AND payout_id = $2 AND status IN ('failed', 'unknown') FOR UPDATE
        ), retried AS (
            UPDATE settlement.payout_transfers t SET due_at = clock_timestamp() FROM waiting
            WHERE t.payout_id = waiting.payout_id
        )
        SELECT p.run_id, EXISTS (SELECT FROM waiting) FROM settlement.payouts p WHERE p.tenant_id = $1 AND p.id = $2
        """;

    /// <summary>Only what was refused for now can be given up: everything else may have been moved. $1 tenant, $2 payout.</summary>
    public const string GiveUp = """
        UPDATE settlement.payout_transfers SET status = 'refused', due_at = NULL
        WHERE tenant_id = $1 AND payout_id = $2 AND status = 'failed'
        """;

    /// <summary>
    /// Sent ones of which Stripe told something new, each under a lease whose end is its token. $1 tenant, $2 at most, $3 lease.
    /// </summary>
    public const string ClaimSent = $"""
        WITH told AS (SELECT payout_id, count(*)::int AS messages FROM {WebhookHintsSql.ReversedPayouts} m GROUP BY 1),
        due AS MATERIALIZED (
            SELECT t.payout_id, coalesce(told.messages, 0) AS messages FROM settlement.payout_transfers t
            LEFT JOIN told ON told.payout_id = t.payout_id
            WHERE t.tenant_id = $1 AND t.status = 'sent' AND (t.check_due_at <= clock_timestamp()
                OR t.check_due_at IS NULL AND told.messages <> t.heard)
            ORDER BY t.payout_id LIMIT $2 FOR UPDATE OF t SKIP LOCKED
        )
        UPDATE settlement.payout_transfers t SET check_due_at = clock_timestamp() + $3, heard = due.messages
        FROM due WHERE t.payout_id = due.payout_id
        RETURNING t.payout_id, t.run_id, t.account_id, t.amount_minor, t.currency, t.refusals, t.check_due_at
        """;

    /// <summary>Those that are still with their shops. $1 payouts, $2 ends of their leases.</summary>
    public const string LeaveAlone = """
        UPDATE settlement.payout_transfers t SET check_due_at = NULL
        FROM unnest($1::bigint[], $2::timestamptz[]) AS left_alone (payout, lease)
        WHERE t.payout_id = left_alone.payout AND t.check_due_at = left_alone.lease
        """;

    /// <summary>
    /// One of which a part was taken back: nothing is booked, a person sees to it. Answers whether that is news, or nothing when the
    /// lease is no longer ours. $1 payout, $2 end of the lease, $3 how much.
    /// </summary>
    public const string NotePart = """
        WITH before AS (
            SELECT payout_id, reversed_minor FROM settlement.payout_transfers
            WHERE payout_id = $1 AND status = 'sent' AND check_due_at = $2 FOR UPDATE
        )
        UPDATE settlement.payout_transfers t SET check_due_at = NULL, reversed_minor = $3
        FROM before WHERE t.payout_id = before.payout_id
        RETURNING before.reversed_minor <> $3
        """;

    /// <summary>One that was taken back, unless the lease is no longer ours. $1 payout, $2 end of the lease.</summary>
    public const string Reverse = """
        UPDATE settlement.payout_transfers SET status = 'reversed', check_due_at = NULL, reversed_minor = amount_minor, message = 'Stripe took it back.'
        WHERE payout_id = $1 AND status = 'sent' AND check_due_at = $2
        """;
}
