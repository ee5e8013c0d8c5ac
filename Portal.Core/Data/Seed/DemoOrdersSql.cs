namespace Portal.Core.Data.Seed;

/// <summary>
/// Ninety days of orders, set-based: a weekly rhythm, growth, noise, all from the order's number, so
/// that every seed of the same day makes the same shop. Runs in one transaction of one tenant.
/// </summary>
internal static class DemoOrdersSql
{
    /// <summary>$1 tenant, $2 shop slugs, $3 names, $4 prices, $5 currency, $6 now.</summary>
    public const string Products = """
        INSERT INTO catalog.products (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
        SELECT $1, s.id, upper(left(p.shop, 3)) || '-' || lpad((100 + p.n)::text, 4, '0'), p.name, p.price, $5, 'active', $6 - interval '120 days', $6
        FROM unnest($2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY AS p (shop, name, price, n)
        JOIN tenancy.sellers s ON s.tenant_id = $1 AND s.slug = p.shop
        ON CONFLICT DO NOTHING
        """;

    /// <summary>$1 tenant, $2 first names, $3 last names, $4 now.</summary>
    public const string Customers = """
        INSERT INTO orders.customers (tenant_id, reference, name, email, created_at)
        SELECT $1, 'C-' || lpad(n::text, 4, '0'), f.name || ' ' || l.name,
            lower(f.name) || '.' || lower(l.name) || n || '@example.com', $4 - interval '120 days'
        FROM generate_series(1, 600) n
        CROSS JOIN LATERAL (SELECT ($2::text[])[1 + n % cardinality($2::text[])] AS name) f
        CROSS JOIN LATERAL (SELECT ($3::text[])[1 + (n * 7 + n / 32) % cardinality($3::text[])] AS name) l
        ON CONFLICT DO NOTHING
        """;

    /// <summary>A number from 0 up to 1 that looks random and is always the same for the same two numbers.</summary>
    public const string CreateStage = """
        CREATE OR REPLACE FUNCTION pg_temp.chance(a bigint, b bigint) RETURNS double precision LANGUAGE sql IMMUTABLE AS
            $$ SELECT (hashint8(a * 7919 + b)::bigint & 2147483647) / 2147483648.0 $$;
        CREATE TEMP TABLE demo_orders (n bigint, placed_at timestamptz, ended_at timestamptz, status text, code text,
            customer_id bigint, order_id bigint, reference text) ON COMMIT DROP;
        CREATE TEMP TABLE demo_lines (n bigint, line_no int, product_id bigint, seller_id bigint, sku text, name text,
            quantity int, price bigint) ON COMMIT DROP
        """;

    /// <summary>$1 tenant, $2 zone, $3 orders on an ordinary day, $4 now, $5 prefix of references.</summary>
    public const string Plan = """
        WITH days AS (
            SELECT d, (($4 AT TIME ZONE $2)::date - d) AS day,
                greatest(1, round($3 * (1.25 - d * 0.006)
                    * (ARRAY[0.92, 0.88, 0.95, 1.02, 1.25, 1.38, 1.08])[extract(isodow FROM ($4 AT TIME ZONE $2)::date - d)::int]
                    * (0.88 + 0.24 * pg_temp.chance(d, 1))))::int AS orders
            FROM generate_series(0, 89) d
        ),
        midnight AS (SELECT date_trunc('day', $4 AT TIME ZONE $2) AT TIME ZONE $2 AS at),
        numbered AS (
            SELECT row_number() OVER (ORDER BY day, i) AS n, day, i FROM days CROSS JOIN LATERAL generate_series(1, orders) i
        ),
        placed AS (
            -- Two throws of the dice make most people buy around the early afternoon and nobody at four in the morning.
            -- Today's lie between midnight and now, however early it is.
            SELECT n, CASE WHEN day < ($4 AT TIME ZONE $2)::date
                THEN (day + interval '7 hours' + interval '16 hours' * (pg_temp.chance(n, 2) + pg_temp.chance(n, 3)) / 2) AT TIME ZONE $2
                ELSE at + ($4 - at) * (pg_temp.chance(n, 2) + pg_temp.chance(n, 3)) / 2 END AS placed_at
            FROM numbered CROSS JOIN midnight
            WHERE day < ($4 AT TIME ZONE $2)::date
                OR pg_temp.chance(n, 9) < greatest(0.25, extract(epoch FROM $4 - at) / 86400)
        )
        INSERT INTO demo_orders (n, placed_at, ended_at, status, code, customer_id, reference)
        SELECT n, placed_at, placed_at + make_interval(secs => 2 + 40 * pg_temp.chance(n, 4)),
            CASE WHEN luck < 0.928 THEN 'completed' ELSE 'failed' END,
            CASE WHEN luck < 0.928 THEN NULL WHEN luck < 0.972 THEN 'payment_declined'
                WHEN luck < 0.993 THEN 'out_of_stock' ELSE 'product_unknown' END,
            CASE WHEN pg_temp.chance(n, 6) < 0.9 THEN (
                SELECT id FROM orders.customers c WHERE c.tenant_id = $1
                    AND c.reference = 'C-' || lpad((1 + floor(600 * power(pg_temp.chance(n, 7), 1.7)))::int::text, 4, '0')) END,
            $5 || lpad((10000 + n)::text, 6, '0')
        FROM placed CROSS JOIN LATERAL (SELECT pg_temp.chance(n, 5) AS luck) l
        WHERE placed_at < $4 - interval '1 minute'
        """;

    /// <summary>What came in just now: left to the workflow. $1 tenant, $2 now, $3 prefix of references, $4 how many.</summary>
    public const string PlanPending = """
        INSERT INTO demo_orders (n, placed_at, status, customer_id, reference)
        SELECT 900000 + i, $2 - make_interval(secs => i * 1.5), 'pending',
            (SELECT id FROM orders.customers c WHERE c.tenant_id = $1
                AND c.reference = 'C-' || lpad((1 + floor(600 * pg_temp.chance(i, 7)))::int::text, 4, '0')),
            $3 || lpad((90000 + i)::text, 6, '0')
        FROM generate_series(1, $4) i
        """;

    /// <summary>One to four lines each; a few products sell far better than the rest. $1 tenant.</summary>
    public const string PlanLines = """
        WITH shelf AS (
            SELECT id, seller_id, sku, name, price_minor, row_number() OVER (ORDER BY hashint8(id)) - 1 AS place, count(*) OVER () AS size
            FROM catalog.products WHERE tenant_id = $1 AND status = 'active'
        ),
        choice AS (
            SELECT DISTINCT ON (o.n, s.id) o.n, s.id, s.seller_id, s.sku, s.name, s.price_minor,
                1 + floor(2.6 * power(pg_temp.chance(o.n, 20 + i), 3))::int AS quantity
            FROM demo_orders o
            CROSS JOIN LATERAL generate_series(1, 1 + floor(3.4 * power(pg_temp.chance(o.n, 8), 2))::int) i
            JOIN shelf s ON s.place = floor(s.size * power(pg_temp.chance(o.n, 10 + i), 1.6))
            ORDER BY o.n, s.id, i
        )
        INSERT INTO demo_lines
        SELECT n, row_number() OVER (PARTITION BY n ORDER BY id), id, seller_id, sku, name, quantity, price_minor FROM choice
        """;

    /// <summary>$1 tenant, $2 currency, $3 now.</summary>
    public static readonly string[] Orders =
    [
        """
            INSERT INTO orders.orders (tenant_id, channel, reference, customer_id, placed_at, currency, total_minor, line_count,
                status, is_history, failure_code, failure_detail, refunded_minor, attempt, reserved_at, paid_at, ended_at,
                created_at, updated_at)
            SELECT $1, 'demo', o.reference, o.customer_id, o.placed_at, $2, l.total, l.lines, o.status, false, o.code,
                CASE o.code WHEN 'out_of_stock' THEN l.first || ' was sold out.'
                    WHEN 'payment_declined' THEN 'Card declined: insufficient funds.'
                    WHEN 'product_unknown' THEN l.first || ' is no longer for sale.' END,
                0, CASE o.status WHEN 'pending' THEN 0 ELSE 1 END,
                CASE WHEN o.status = 'completed' THEN o.placed_at + interval '1 second' END,
                CASE WHEN o.status = 'completed' THEN o.ended_at END, o.ended_at, o.placed_at, coalesce(o.ended_at, o.placed_at)
            FROM demo_orders o
            JOIN (SELECT n, sum(price * quantity) AS total, count(*) AS lines, min(name) AS first FROM demo_lines GROUP BY n) l USING (n)
            WHERE $3::timestamptz IS NOT NULL
            """,
        "UPDATE demo_orders d SET order_id = o.id FROM orders.orders o WHERE o.tenant_id = $1 AND o.reference = d.reference AND $2 <> '' AND $3::timestamptz IS NOT NULL",
        """
            INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
                unit_price_minor, total_minor, refunded_quantity)
            SELECT o.order_id, l.line_no, $1, l.product_id, l.seller_id, l.sku, l.name, l.quantity, l.price, l.price * l.quantity, 0
            FROM demo_lines l JOIN demo_orders o USING (n) WHERE $2 <> '' AND $3::timestamptz IS NOT NULL
            """,
        """
            INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
            SELECT o.order_id, l.seller_id, $1, o.placed_at, sum(l.price * l.quantity), count(*)
            FROM demo_lines l JOIN demo_orders o USING (n) WHERE $2 <> '' AND $3::timestamptz IS NOT NULL GROUP BY 1, 2, 4
            """,
        """
            INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway,
                gateway_reference, decline_code, message, created_at, sent_at, answered_at)
            SELECT $1, d.order_id, 1, 'order-' || d.order_id || '-1', o.total_minor, $2,
                CASE WHEN d.status = 'completed' THEN 'captured' ELSE 'declined' END, 'simulated',
                CASE WHEN d.status = 'completed' THEN 'sim_' || md5(d.reference) END,
                CASE WHEN d.status = 'failed' THEN 'insufficient_funds' END,
                CASE WHEN d.status = 'failed' THEN 'Card declined: insufficient funds.' END,
                d.placed_at + interval '1 second', d.placed_at + interval '1 second', d.ended_at
            FROM demo_orders d JOIN orders.orders o ON o.id = d.order_id
            WHERE (d.status = 'completed' OR d.code = 'payment_declined') AND $3::timestamptz IS NOT NULL
            """,
        // Three in a hundred send something back, a few days later: half of them everything, half of them a part.
        """
            WITH refund AS (
                INSERT INTO orders.refunds (tenant_id, order_id, source_reference, amount_minor, currency, issued_at)
                SELECT $1, o.id, 'R-' || o.reference,
                    CASE WHEN pg_temp.chance(d.n, 31) < 0.5 THEN o.total_minor ELSE greatest(1, o.total_minor * 2 / 5) END, $2,
                    d.placed_at + interval '1 day' * (1.5 + 8 * pg_temp.chance(d.n, 32))
                FROM demo_orders d JOIN orders.orders o ON o.id = d.order_id
                WHERE d.status = 'completed' AND pg_temp.chance(d.n, 30) < 0.03
                    AND d.placed_at + interval '1 day' * (1.5 + 8 * pg_temp.chance(d.n, 32)) < $3
                RETURNING order_id, amount_minor)
            UPDATE orders.orders o SET refunded_minor = r.amount_minor,
                status = CASE WHEN r.amount_minor = o.total_minor THEN 'refunded' ELSE o.status END
            FROM refund r WHERE o.id = r.order_id
            """,
    ];

    /// <summary>Stock as it came in and went out, with enough left for the next hours. $1 tenant, $2 now.</summary>
    public static readonly string[] Stock =
    [
        """
            INSERT INTO inventory.movements (tenant_id, product_id, order_id, quantity, reason, at)
            SELECT $1, d.product_id, d.order_id, -d.quantity, 'sold', d.ended_at
            FROM (SELECT l.product_id, o.order_id, l.quantity, o.ended_at FROM demo_lines l JOIN demo_orders o USING (n)
                WHERE o.status = 'completed') d WHERE $2::timestamptz IS NOT NULL
            """,
        """
            WITH sold AS (
                SELECT p.id, coalesce(sum(l.quantity) FILTER (WHERE o.status = 'completed'), 0) AS sold
                FROM catalog.products p LEFT JOIN demo_lines l ON l.product_id = p.id LEFT JOIN demo_orders o USING (n)
                WHERE p.tenant_id = $1 GROUP BY p.id),
            stocked AS (
                -- Every ninth product is nearly sold out, so that some orders meet an empty shelf.
                SELECT id, sold, sold + CASE WHEN id % 9 = 0 THEN 4 ELSE 120 + (id * 37 % 400) END AS received FROM sold),
            arrived AS (
                INSERT INTO inventory.movements (tenant_id, product_id, order_id, quantity, reason, at)
                SELECT $1, id, NULL, received, 'received', $2 - interval '95 days' FROM stocked)
            INSERT INTO inventory.stock_items (tenant_id, product_id, on_hand, reserved, sold, received, updated_at)
            SELECT $1, id, received - sold, 0, sold, received, $2 FROM stocked ON CONFLICT DO NOTHING
            """,
    ];

    /// <summary>The orders' histories, in the order they happened. $1 tenant, $2 currency.</summary>
    public const string Events = """
        INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_id, actor_name, source, payload)
        SELECT $1, e.kind, 'order', o.id, e.at, NULL, 'demo seed', 'worker', e.payload
        FROM demo_orders d JOIN orders.orders o ON o.id = d.order_id
        LEFT JOIN orders.refunds r ON r.order_id = o.id
        CROSS JOIN LATERAL (VALUES
            (1, 'order.placed', d.placed_at, true, jsonb_build_object('reference', o.reference, 'currency', $2, 'total_minor', o.total_minor)),
            (2, 'order.reserved', d.placed_at + interval '1 second', d.status = 'completed' OR d.code = 'payment_declined',
                jsonb_build_object('attempt', 1, 'lines', o.line_count)),
            (3, 'order.payment_captured', d.ended_at, d.status = 'completed',
                jsonb_build_object('attempt', 1, 'key', 'order-' || o.id || '-1', 'gateway_reference', 'sim_' || md5(o.reference),
                    'milliseconds', round(extract(epoch FROM d.ended_at - d.placed_at) * 20))),
            (3, 'order.payment_declined', d.ended_at, coalesce(d.code = 'payment_declined', false),
                jsonb_build_object('attempt', 1, 'key', 'order-' || o.id || '-1', 'decline_code', 'insufficient_funds',
                    'message', 'Card declined: insufficient funds.')),
            (4, 'order.completed', d.ended_at, d.status = 'completed',
                jsonb_build_object('currency', $2, 'total_minor', o.total_minor, 'customer_id', o.customer_id,
                    'placed_at', o.placed_at, 'ended_at', o.ended_at, 'is_history', false)),
            (4, 'order.failed', d.ended_at, d.status = 'failed',
                jsonb_build_object('code', o.failure_code, 'detail', o.failure_detail, 'currency', $2, 'total_minor', o.total_minor,
                    'customer_id', o.customer_id, 'placed_at', o.placed_at, 'ended_at', o.ended_at)),
            (5, 'order.refunded', r.issued_at, r.id IS NOT NULL,
                jsonb_build_object('refund_id', r.id, 'amount_minor', r.amount_minor, 'currency', $2, 'issued_at', r.issued_at))
        ) AS e (step, kind, at, happened, payload)
        WHERE e.happened ORDER BY d.n, e.step
        """;
}
