namespace Portal.Core.Chargebacks.Disputes;

/// <summary>Evidence on its way. A claim never waits for a row another worker has; an answer is written to one row.</summary>
internal static class EvidenceSendingSql
{
    /// <summary>
    /// Takes what is due and writes down that the gateway is about to be asked. Answers which of them may have reached it before.
    /// $1 tenant, $2 at most, $3 lease.
    /// </summary>
    public const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT chargeback_id, status FROM chargebacks.evidence_sendings
            WHERE tenant_id = $1 AND due_at <= clock_timestamp()
            ORDER BY due_at, chargeback_id LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE chargebacks.evidence_sendings s SET status = 'sending', attempts = s.attempts + 1,
            due_at = clock_timestamp() + $3
        FROM due WHERE s.chargeback_id = due.chargeback_id
        RETURNING s.chargeback_id, s.dispute, s.fields, s.attempts, s.refusals, due.status IN ('sending', 'unknown')
        """;

    /// <summary>
    /// What came of asking, unless somebody else has asked since; answers whether that is news, or nothing when it is not ours.
    /// $1 chargeback, $2 attempt, $3 status, $4 code, $5 message, $6 wait or null.
    /// </summary>
    public const string Record = """
        WITH before AS (
            SELECT chargeback_id, message FROM chargebacks.evidence_sendings
            WHERE chargeback_id = $1 AND attempts = $2 AND status = 'sending' FOR UPDATE
        )
        UPDATE chargebacks.evidence_sendings s SET status = $3, due_at = clock_timestamp() + $6, failure_code = left($4, 60),
            message = left($5, 500), refusals = s.refusals + CASE $3 WHEN 'refused' THEN 1 ELSE 0 END,
            sent_at = CASE WHEN $3 = 'sent' THEN clock_timestamp() END
        FROM before WHERE s.chargeback_id = before.chargeback_id
        RETURNING $3 = 'sent' OR before.message IS DISTINCT FROM s.message
        """;

    /// <summary>
    /// Lets one that was refused be sent again, or one that is unknown be asked about at once; answers how many rows it was.
    /// $1 tenant, $2 chargeback.
    /// </summary>
    public const string Retry = """
        UPDATE chargebacks.evidence_sendings SET due_at = clock_timestamp(),
            status = CASE status WHEN 'refused' THEN 'waiting' ELSE status END
        WHERE tenant_id = $1 AND chargeback_id = $2 AND status IN ('refused', 'unknown')
        """;
}
