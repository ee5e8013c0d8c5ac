namespace Portal.Core.Notifications;

/// <summary>Hand-written SQL of notifications: the partitioned table and everything set-based.</summary>
internal static class NotificationsSql
{
    /// <summary>
    /// Few indexes, because every order writes here: the key, the list of a tenant, an order's and a
    /// customer's notifications, and the two small sets somebody has to do something about.
    /// </summary>
    public const string CreateDeliveries = """
        CREATE TABLE notifications.deliveries (
            id bigint NOT NULL,
            tenant_id bigint NOT NULL,
            kind varchar(40) NOT NULL,
            channel varchar(40) NOT NULL,
            order_id bigint,
            order_reference varchar(100),
            customer_id bigint,
            customer_name varchar(200),
            recipient varchar(254),
            currency varchar(3) NOT NULL,
            total_minor bigint NOT NULL,
            detail varchar(500),
            template_id bigint,
            status varchar(40) NOT NULL,
            attempts int NOT NULL DEFAULT 0,
            next_attempt_at timestamptz,
            error varchar(500),
            day date NOT NULL,
            created_at timestamptz NOT NULL,
            sent_at timestamptz,
            PRIMARY KEY (id, created_at)
        ) PARTITION BY RANGE (created_at);
        CREATE INDEX ix_deliveries_tenant ON notifications.deliveries (tenant_id, created_at, id);
        CREATE INDEX ix_deliveries_order ON notifications.deliveries (order_id);
        CREATE INDEX ix_deliveries_customer ON notifications.deliveries (customer_id, created_at);
        CREATE INDEX ix_deliveries_pending ON notifications.deliveries (next_attempt_at) WHERE status = 'pending';
        CREATE INDEX ix_deliveries_failed ON notifications.deliveries (tenant_id, created_at, id) WHERE status = 'failed';
        """;

    /// <summary>
    /// Writes the deliveries of a batch of events and counts them. Imported history tells nobody, and
    /// no mail tells of what happened long ago: it is written down as skipped.
    /// $1 event ids, $2 tenants, $3 kinds, $4 orders, $5 instants, $6 details; $7 channels, $8 their
    /// numbers, $9 on by default; $10 tenants, $11 their zones; $12 the age from which no mail is sent
    /// any more, $13 the words for that.
    /// </summary>
    public const string AddForOrders = """
        WITH happened AS (
            SELECT e.* FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[])
                AS e(id, tenant_id, kind, order_id, at, detail)
        ), added AS (
            INSERT INTO notifications.deliveries
                (id, tenant_id, kind, channel, order_id, order_reference, customer_id, customer_name, recipient,
                 currency, total_minor, detail, template_id, status, error, next_attempt_at, day, created_at, sent_at)
            SELECT e.id * 8 + ch.number, e.tenant_id, e.kind, ch.channel, o.order_id, o.reference, o.customer_id, c.name,
                CASE WHEN ch.channel = 'email' THEN c.email END, o.currency, o.total_minor, left(e.detail, 500), t.id,
                mail.status, mail.error, mail.due_at, (e.at AT TIME ZONE z.zone)::date, e.at, CASE WHEN mail.status = 'sent' THEN now() END
            FROM happened e
            JOIN unnest($10::bigint[], $11::text[]) AS z(tenant_id, zone) ON z.tenant_id = e.tenant_id
            JOIN orders.order_facts o ON o.order_id = e.order_id AND o.tenant_id = e.tenant_id AND NOT o.is_history
            LEFT JOIN orders.customer_facts c ON c.customer_id = o.customer_id
            CROSS JOIN unnest($7::text[], $8::int[], $9::boolean[]) AS ch(channel, number, is_on)
            LEFT JOIN notifications.templates t
                ON t.tenant_id = e.tenant_id AND t.kind = e.kind AND t.channel = ch.channel AND t.is_current
            LEFT JOIN notifications.preferences p
                ON p.tenant_id = e.tenant_id AND p.customer_id = o.customer_id AND p.kind = e.kind AND p.channel = ch.channel
            CROSS JOIN LATERAL (SELECT
                CASE WHEN ch.channel <> 'email' THEN 'sent' WHEN e.at < now() - $12 THEN 'skipped' ELSE 'pending' END AS status,
                CASE WHEN ch.channel = 'email' AND e.at < now() - $12 THEN $13 END AS error,
                CASE WHEN ch.channel = 'email' AND e.at >= now() - $12 THEN now() END AS due_at) mail
            WHERE coalesce(p.is_on, t.is_on_by_default, ch.is_on) AND (ch.channel <> 'email' OR c.email IS NOT NULL)
            ON CONFLICT DO NOTHING
            RETURNING tenant_id, day, kind, channel, status
        )
        INSERT INTO notifications.counts (tenant_id, day, kind, channel, status, count)
        SELECT tenant_id, day, kind, channel, status, count(*) FROM added
        GROUP BY tenant_id, day, kind, channel, status ORDER BY tenant_id, day, kind, channel, status
        ON CONFLICT (tenant_id, day, kind, channel, status) DO UPDATE SET count = notifications.counts.count + excluded.count
        """;

    /// <summary>
    /// Takes mails that are due for some minutes; one whose worker vanishes is taken again then.
    /// $1 at most, $2 minutes.
    /// </summary>
    public const string ClaimMails = """
        WITH due AS (
            SELECT id, created_at FROM notifications.deliveries
            WHERE status = 'pending' AND next_attempt_at <= now()
            ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
        )
        UPDATE notifications.deliveries d SET next_attempt_at = now() + make_interval(mins => $2)
        FROM due WHERE d.id = due.id AND d.created_at = due.created_at
        RETURNING d.id, d.created_at, d.tenant_id, d.kind, d.order_reference, d.customer_name, d.recipient, d.currency,
            d.total_minor, d.detail, d.template_id, d.attempts, d.day
        """;

    /// <summary>
    /// Writes what came of mails and moves the counts. $1 ids, $2 instants of creation, $3 new
    /// statuses, $4 attempts, $5 seconds until the next attempt or null, $6 errors.
    /// </summary>
    public const string RecordMails = """
        WITH answered AS (
            SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::int[], $5::float8[], $6::text[])
                AS a(id, created_at, status, attempts, wait, error)
        ), moved AS (
            UPDATE notifications.deliveries d
            SET status = a.status, attempts = a.attempts, error = left(a.error, 500),
                next_attempt_at = now() + make_interval(secs => a.wait),
                sent_at = CASE WHEN a.status = 'sent' THEN now() END
            FROM answered a WHERE d.id = a.id AND d.created_at = a.created_at AND d.status = 'pending'
            RETURNING d.tenant_id, d.day, d.kind, d.channel, d.status
        ), changes AS (
            SELECT tenant_id, day, kind, channel, status, count(*) AS change FROM moved WHERE status <> 'pending'
            GROUP BY tenant_id, day, kind, channel, status
            UNION ALL
            SELECT tenant_id, day, kind, channel, 'pending', -count(*) FROM moved WHERE status <> 'pending'
            GROUP BY tenant_id, day, kind, channel
        )
        INSERT INTO notifications.counts (tenant_id, day, kind, channel, status, count)
        SELECT tenant_id, day, kind, channel, status, change FROM changes
        ORDER BY tenant_id, day, kind, channel, status
        ON CONFLICT (tenant_id, day, kind, channel, status) DO UPDATE SET count = notifications.counts.count + excluded.count
        """;

    /// <summary>A failed one goes back to the sender; no row when it is not failed. {0} id.</summary>
    public const string Resend = """
        WITH again AS (
            UPDATE notifications.deliveries SET status = 'pending', attempts = 0, next_attempt_at = now(), error = NULL
            WHERE id = {0} AND status = 'failed'
            RETURNING tenant_id, day, kind, channel
        )
        INSERT INTO notifications.counts (tenant_id, day, kind, channel, status, count)
        SELECT tenant_id, day, kind, channel, change.status, change.by
        FROM again CROSS JOIN (VALUES ('failed', -1), ('pending', 1)) AS change(status, by)
        ORDER BY tenant_id, day, kind, channel, status
        ON CONFLICT (tenant_id, day, kind, channel, status) DO UPDATE SET count = notifications.counts.count + excluded.count
        """;

    /// <summary>{0} id.</summary>
    public const string FindOrder = """
        SELECT order_id AS "Value" FROM orders.order_facts WHERE order_id = {0}
        """;

    /// <summary>By reference or by id, the reference first. {0} reference, {1} id.</summary>
    public const string FindCustomer = """
        SELECT customer_id AS "CustomerId", reference AS "Reference", name AS "Name", email AS "Email"
        FROM orders.customer_facts WHERE reference = {0} OR customer_id = {1}
        ORDER BY reference = {0} DESC LIMIT 1
        """;
}
