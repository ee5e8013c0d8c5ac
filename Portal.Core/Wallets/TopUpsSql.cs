using Portal.Core.Data.Idempotency;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Wallets;

/// <summary>Top-ups on their way. A claim never waits for a row another worker has; an answer is written to one row.</summary>
internal static class TopUpsSql
{
    private const int Key = 9;

    public const string NextId = "SELECT nextval('wallets.top_ups_id_seq')";

    /// <summary>
    /// In the transaction that holds the wallet's row. $1 tenant, $2 id, $3 wallet, $4 amount, $5 currency, $6 key at the
    /// gateway, $7 gateway, $8 now, then the call's key.
    /// </summary>
    public static readonly string Request = $"""
        WITH {KeyedCallSql.Fence(Key)}, requested AS (
            INSERT INTO wallets.top_ups (tenant_id, id, wallet_id, amount_minor, currency, key, gateway, status, attempts,
                due_at, requested_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, 'requested', 0, clock_timestamp(), $8
            WHERE {KeyedCallSql.IsOurs(Key)}
            RETURNING id
        ), {KeyedCallSql.Keep(Key, "requested")}
        SELECT id FROM requested
        """;

    /// <summary>
    /// Takes what is due and writes down that the gateway is about to be asked. Answers which of them may have reached it
    /// before. $1 tenant, $2 at most, $3 lease.
    /// </summary>
    public const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT id, status FROM wallets.top_ups
            WHERE tenant_id = $1 AND due_at <= clock_timestamp() ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE wallets.top_ups t SET status = 'charging', attempts = t.attempts + 1, due_at = clock_timestamp() + $3
        FROM due WHERE t.id = due.id
        RETURNING t.id, t.wallet_id, t.attempts, t.key, t.gateway, t.amount_minor, t.currency, due.status <> 'requested',
            t.gateway_reference, clock_timestamp() - t.requested_at
        """;

    /// <summary>
    /// What came of asking, unless somebody else has asked since; answers how many rows it was. An address once told is kept.
    /// $1 top-up, $2 attempt, $3 outcome, $4 reference, $5 code, $6 message, $7 wait, $8 address, $9 actor, $10 its name,
    /// $11 source.
    /// </summary>
    public const string Record = $"""
        WITH before AS (
            SELECT id, payment_url IS NOT NULL AS was_told FROM wallets.top_ups
            WHERE id = $1 AND attempts = $2 AND status = 'charging' FOR UPDATE
        ), ended AS (
            UPDATE wallets.top_ups t SET status = $3,
                due_at = CASE WHEN $3 IN ('unknown', 'waiting') THEN clock_timestamp() + $7 END,
                ended_at = CASE WHEN $3 NOT IN ('unknown', 'waiting') THEN clock_timestamp() END,
                gateway_reference = coalesce(left($4, 100), t.gateway_reference),
                payment_url = coalesce($8, t.payment_url),
                decline_code = CASE WHEN $3 = 'declined' THEN left($5, 60) END,
                message = CASE WHEN $3 <> 'captured' THEN left($6, 500) END
            FROM before WHERE t.id = before.id
            RETURNING t.*, before.was_told
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, CASE $3 WHEN 'captured' THEN '{WalletTopUpEvents.Captured}'
                    WHEN 'declined' THEN '{WalletTopUpEvents.Declined}' WHEN 'waiting' THEN '{WalletTopUpEvents.Waiting}'
                    ELSE '{WalletTopUpEvents.Unknown}' END,
                '{WalletEvent.SubjectKind}', wallet_id, now(), $9, $10, $11, jsonb_strip_nulls(jsonb_build_object(
                    'top_up_id', id, 'key', key, 'amount_minor', amount_minor, 'currency', currency, 'code', $5, 'message', $6))
            FROM ended WHERE NOT ($3 = 'unknown' AND attempts > 1) AND NOT ($3 = 'waiting' AND was_told)
        )
        SELECT count(*) FROM ended
        """;
}
