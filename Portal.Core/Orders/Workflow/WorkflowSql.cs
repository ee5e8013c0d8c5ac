using Portal.Core.Events.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// The workflow's statements, each for many orders. Order rows are locked before stock rows, orders
/// by id; a claim never waits for a row another worker has.
/// </summary>
internal static class WorkflowSql
{
    /// <summary>Locks the oldest pending orders nobody has and answers their lines. $1 at most, $2 but not these.</summary>
    public const string ClaimPending = $"""
        WITH claimed AS MATERIALIZED (
            SELECT id, tenant_id, attempt, total_minor, currency FROM orders.orders
            WHERE status = 'pending' AND id <> ALL ($2) ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
        )
        {LinesOfClaimed}
        """;

    /// <summary>The same for one order. $1 its id.</summary>
    public const string ClaimOne = $"""
        WITH claimed AS MATERIALIZED (
            SELECT id, tenant_id, attempt, total_minor, currency FROM orders.orders
            WHERE status = 'pending' AND id = $1 FOR UPDATE SKIP LOCKED
        )
        {LinesOfClaimed}
        """;

    private const string LinesOfClaimed = """
        SELECT c.id, c.tenant_id, c.attempt + 1, c.total_minor, c.currency, l.product_id, l.sku, l.quantity,
            k.payment_gateway
        FROM claimed c LEFT JOIN orders.order_lines l ON l.order_id = c.id
        LEFT JOIN orders.order_checkouts k ON k.order_id = c.id
        ORDER BY c.id, l.line_no
        """;

    /// <summary>$1 at most.</summary>
    public const string CountPending = """
        SELECT count(*) FROM (SELECT FROM orders.orders WHERE status = 'pending' LIMIT $1) waiting
        """;

    /// <summary>
    /// Locks orders whose lease has ended: their worker died, or their payment is unknown and it is
    /// time to ask. $1 at most, $2 one order or null for any, $3 but not these.
    /// </summary>
    public const string LockOverdue = """
        SELECT id FROM orders.orders
        WHERE status = 'paying' AND leased_until < clock_timestamp() AND ($2::bigint IS NULL OR id = $2)
            AND id <> ALL ($3)
        ORDER BY leased_until LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>Puts locked orders under a new lease. $1 ids, $2 token, $3 lease.</summary>
    public const string TakeOver = """
        UPDATE orders.orders SET lease_token = $2, leased_until = clock_timestamp() + $3
        WHERE id = ANY ($1) RETURNING id, attempt
        """;

    /// <summary>$1 ids, $2 attempts, $3 token, $4 lease, $5 actor, $6 its name, $7 source.</summary>
    public const string Reserve = $"""
        WITH reserved AS (
            UPDATE orders.orders o SET
                status = 'paying', attempt = r.attempt, lease_token = $3, leased_until = clock_timestamp() + $4,
                reserved_at = now(), updated_at = now()
            FROM unnest($1::bigint[], $2::int[]) AS r (id, attempt)
            WHERE o.id = r.id
            RETURNING o.id, o.tenant_id, o.attempt, o.line_count
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.Reserved}', '{OrderEvents.SubjectKind}', id, now(), $5, $6, $7,
               jsonb_build_object('attempt', attempt, 'lines', line_count)
        FROM reserved ORDER BY id
        """;

    /// <summary>$1 ids, $2 attempts, $3 codes, $4 details, $5 actor, $6 its name, $7 source.</summary>
    public const string Fail = $"""
        WITH failed AS (
            UPDATE orders.orders o SET
                status = 'failed', attempt = f.attempt, failure_code = f.code, failure_detail = left(f.detail, 500),
                lease_token = NULL, leased_until = NULL, ended_at = now(), updated_at = now()
            FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[]) AS f (id, attempt, code, detail)
            WHERE o.id = f.id
            RETURNING o.id, o.tenant_id, o.failure_code, o.failure_detail, o.currency, o.total_minor,
                      o.customer_id, o.placed_at, o.ended_at
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.Failed}', '{OrderEvents.SubjectKind}', id, now(), $5, $6, $7,
               jsonb_build_object('code', failure_code, 'detail', failure_detail, 'currency', currency,
                   'total_minor', total_minor, 'customer_id', customer_id, 'placed_at', placed_at,
                   'ended_at', ended_at)
        FROM failed ORDER BY id
        """;

    /// <summary>Orders whose payment was closed before anybody paid. $1 ids, $2 actor, $3 its name, $4 source.</summary>
    public const string Cancel = $"""
        WITH cancelled AS (
            UPDATE orders.orders SET
                status = 'cancelled', failure_detail = NULL, lease_token = NULL, leased_until = NULL, ended_at = now(),
                updated_at = now()
            WHERE id = ANY ($1)
            RETURNING id, tenant_id, currency, total_minor, customer_id, placed_at
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.Cancelled}', '{OrderEvents.SubjectKind}', id, now(), $2, $3, $4,
               jsonb_build_object('currency', currency, 'total_minor', total_minor, 'customer_id', customer_id,
                   'placed_at', placed_at)
        FROM cancelled ORDER BY id
        """;

    /// <summary>
    /// Has the payment an order waits for closed by whoever asks about it next, which may be at once, and takes its lease from
    /// who is asking at this moment. Answers a row for each. $1 tenant, $2 order, $3 actor, $4 its name, $5 source.
    /// </summary>
    public const string CallOff = $"""
        WITH open AS MATERIALIZED (
            SELECT id, tenant_id, attempt FROM orders.orders
            WHERE tenant_id = $1 AND id = $2 AND status = 'paying' FOR UPDATE
        ), asked AS ({ChargeClosingSql.Ask}), due AS (
            UPDATE orders.orders o SET leased_until = clock_timestamp(), lease_token = gen_random_uuid()
            FROM asked WHERE o.id = asked.order_id
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.CalledOff}', '{OrderEvents.SubjectKind}', id, now(), $3, $4, $5,
               jsonb_build_object('attempt', attempt)
        FROM open JOIN asked ON asked.order_id = open.id
        RETURNING true
        """;

    /// <summary>status, ended_at, and whether its payment was called off. $1 tenant, $2 order.</summary>
    public const string EndOfCalledOff = $"""
        SELECT o.status, o.ended_at, EXISTS (SELECT FROM {ChargeClosingSql.Asked} a WHERE a.order_id = o.id AND a.attempt = o.attempt)
        FROM orders.orders o WHERE o.tenant_id = $1 AND o.id = $2
        """;

    /// <summary>Locks those of the orders that are still under the token. $1 ids, $2 token.</summary>
    public const string LockOwned = """
        SELECT id FROM orders.orders
        WHERE id = ANY ($1) AND status = 'paying' AND lease_token = $2 ORDER BY id FOR UPDATE
        """;

    /// <summary>
    /// What the gateway said, into the timelines. $1 tenants, $2 orders, $3 kinds, $4 attempts, $5 keys,
    /// $6 references, $7 decline codes, $8 messages, $9 milliseconds, $10 actor, $11 its name, $12 source.
    /// </summary>
    public const string AppendAnswers = $"""
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, kind, '{OrderEvents.SubjectKind}', order_id, now(), $10, $11, $12,
               jsonb_strip_nulls(jsonb_build_object('attempt', attempt, 'key', key, 'gateway_reference', reference,
                   'decline_code', decline_code, 'message', message, 'milliseconds', milliseconds))
        FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::int[])
            AS said (tenant_id, order_id, kind, attempt, key, reference, decline_code, message, milliseconds)
        """;

    /// <summary>$1 ids, $2 actor, $3 its name, $4 source.</summary>
    public const string Complete = $"""
        WITH completed AS (
            UPDATE orders.orders SET
                status = 'completed', failure_detail = NULL, lease_token = NULL, leased_until = NULL,
                paid_at = now(), ended_at = now(), updated_at = now()
            WHERE id = ANY ($1)
            RETURNING id, tenant_id, currency, total_minor, customer_id, placed_at, ended_at, is_history
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.Completed}', '{OrderEvents.SubjectKind}', id, now(), $2, $3, $4,
               jsonb_build_object('currency', currency, 'total_minor', total_minor, 'customer_id', customer_id,
                   'placed_at', placed_at, 'ended_at', ended_at, 'is_history', is_history)
        FROM completed ORDER BY id
        """;

    /// <summary>
    /// Lets go of orders without a final answer: the unknown wait a while, longer the older they are;
    /// those that wait for their buyer a set time; the unasked are free at once. $1 ids, $2 verdicts, null for
    /// the unasked, $3 waits for their buyers, $4 first wait of the unknown.
    /// </summary>
    public const string LetGo = """
        UPDATE orders.orders o SET updated_at = now(), leased_until = clock_timestamp() + CASE g.said
            WHEN 'unknown' THEN least(greatest((clock_timestamp() - o.reserved_at) / 2, $4), interval '1 minute')
            WHEN 'waiting' THEN g.wait ELSE interval '0' END
        FROM unnest($1::bigint[], $2::text[], $3::interval[]) AS g (id, said, wait)
        WHERE o.id = g.id
        """;

    /// <summary>
    /// Lets go of an order whose end the database refuses, and says why; once in its timeline. $1 id,
    /// $2 token, $3 reason, $4 first wait, $5 actor, $6 its name, $7 source.
    /// </summary>
    public const string PutOff = $"""
        WITH owned AS (
            SELECT id, failure_detail FROM orders.orders
            WHERE id = $1 AND status = 'paying' AND lease_token = $2 FOR UPDATE
        ), put_off AS (
            UPDATE orders.orders o SET failure_detail = left($3, 500), updated_at = now(), leased_until =
                clock_timestamp() + least(greatest((clock_timestamp() - o.reserved_at) / 2, $4), interval '1 minute')
            FROM owned WHERE o.id = owned.id
            RETURNING o.id, o.tenant_id, o.attempt, owned.failure_detail IS NULL AS is_new
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.EndRefused}', '{OrderEvents.SubjectKind}', id, now(), $5, $6, $7,
               jsonb_build_object('attempt', attempt, 'detail', $3)
        FROM put_off WHERE is_new
        """;

    /// <summary>
    /// Failed orders go back to the start. $1 ids, $2 failure code, $3 from and $4 until when they failed, each
    /// or null, $5 actor, $6 its name, $7 source.
    /// </summary>
    public const string Retry = $"""
        WITH chosen AS (
            SELECT id, ended_at FROM orders.orders
            WHERE status = 'failed' AND NOT is_history AND ($1::bigint[] IS NULL OR id = ANY ($1))
                AND ($2::text IS NULL OR failure_code = $2)
                AND ($3::timestamptz IS NULL OR ended_at >= $3) AND ($4::timestamptz IS NULL OR ended_at < $4)
            ORDER BY id FOR UPDATE SKIP LOCKED
        ), retried AS (
            UPDATE orders.orders o SET
                status = 'pending', failure_code = NULL, failure_detail = NULL, ended_at = NULL, reserved_at = NULL,
                updated_at = now()
            FROM chosen WHERE o.id = chosen.id
            RETURNING o.id, o.tenant_id, chosen.ended_at AS previous_ended_at, o.currency, o.total_minor,
                      o.customer_id, o.placed_at
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{OrderEvents.Retried}', '{OrderEvents.SubjectKind}', id, now(), $5, $6, $7,
               jsonb_build_object('previous_ended_at', previous_ended_at, 'currency', currency,
                   'total_minor', total_minor, 'customer_id', customer_id, 'placed_at', placed_at)
        FROM retried ORDER BY id
        """;
}
