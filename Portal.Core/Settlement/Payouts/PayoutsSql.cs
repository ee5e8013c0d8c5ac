namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Payouts are written and moved a run at a time. Whoever submits holds the sellers' balances and reserves, so no sale
/// becomes theirs meanwhile; a sale that is being refunded just then is left to the next run. Whoever gives
/// sales free does so before touching balances, as refunds do.
/// </summary>
internal static class PayoutsSql
{
    /// <summary>Seconds that statements over all sales of a run may take; a million took twenty.</summary>
    public const int LongTimeout = 600;

    /// <summary>The number of a new run.</summary>
    public const string NextRun = """
        SELECT nextval(pg_get_serial_sequence('settlement.payout_runs', 'id')) AS "Value"
        """;

    /// <summary>The day each shop was paid last. $1 tenant, $2 currency, $3 its zone.</summary>
    public const string LastPaid = """
        SELECT p.seller_id, max((r.submitted_at AT TIME ZONE $3)::date)
        FROM settlement.payouts p JOIN settlement.payout_runs r ON r.id = p.run_id
        WHERE p.tenant_id = $1 AND p.currency = $2 AND p.status NOT IN ('cancelled', 'returned')
        GROUP BY p.seller_id
        """;

    /// <summary>
    /// Answers ids by shop. $1 tenant, $2 run, $3 currency, $4 shops, $5 amounts, $6 reserves, $7 holders, $8 IBANs,
    /// $9 methods, $10 connected accounts or nulls.
    /// </summary>
    public const string Insert = """
        INSERT INTO settlement.payouts (tenant_id, run_id, seller_id, currency, amount_minor, sales_minor, sales_count,
            reserve_minor, holder_name, iban, status, method, stripe_account)
        SELECT $1, $2, seller_id, $3, amount, 0, 0, reserve, holder, iban, 'submitted', method, stripe
        FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])
            AS paid (seller_id, amount, reserve, holder, iban, method, stripe)
        RETURNING id, seller_id
        """;

    /// <summary>The shops' released sales go into their payouts. $1 run.</summary>
    public const string TakeSales = $"""
        WITH open AS (
            SELECT s.order_id, s.line_no, p.id FROM settlement.payouts p
            JOIN settlement.sales s ON s.tenant_id = p.tenant_id AND s.seller_id = p.seller_id AND s.currency = p.currency
                AND s.status = 'released' AND s.payout_id IS NULL
            WHERE p.run_id = $1 FOR UPDATE OF s SKIP LOCKED
        ), taken AS (
            UPDATE settlement.sales s SET payout_id = open.id FROM open
            WHERE s.order_id = open.order_id AND s.line_no = open.line_no
            RETURNING s.payout_id, {SaleReadSql.Net} AS net
        )
        UPDATE settlement.payouts p SET sales_count = t.sales, sales_minor = t.minor
        FROM (SELECT payout_id, count(*) AS sales, sum(net)::bigint AS minor FROM taken GROUP BY 1) t
        WHERE p.id = t.payout_id
        """;

    /// <summary>$1 payouts, $2 holds.</summary>
    public const string NoteHolds = """
        UPDATE settlement.payouts p SET hold_id = h.hold
        FROM unnest($1::bigint[], $2::bigint[]) AS h (id, hold) WHERE p.id = h.id
        """;

    /// <summary>The payouts of a run that wait, with their holds and amounts. $1 run.</summary>
    public const string Waiting = """
        SELECT id, hold_id, amount_minor FROM settlement.payouts
        WHERE run_id = $1 AND status = 'submitted' ORDER BY id FOR UPDATE
        """;

    /// <summary>$1 run, $2 status.</summary>
    public const string MoveWaiting =
        "UPDATE settlement.payouts SET status = $2 WHERE run_id = $1 AND status = 'submitted'";

    /// <summary>Their sales are open again; locked in the order in which refunds lock them. $1 payouts.</summary>
    public const string LetGoSales = """
        WITH taken AS (
            SELECT order_id, line_no FROM settlement.sales WHERE payout_id = ANY ($1)
            ORDER BY order_id, seller_id, line_no FOR UPDATE
        )
        UPDATE settlement.sales s SET payout_id = NULL FROM taken t
        WHERE s.order_id = t.order_id AND s.line_no = t.line_no
        """;

    /// <summary>
    /// Answers those that were on their way. $1 run, $2 payouts or null for all of it, $3 tenant, $4 now, $5 method.
    /// </summary>
    public const string MarkPaid = """
        UPDATE settlement.payouts SET status = 'paid', paid_at = $4
        WHERE run_id = $1 AND tenant_id = $3 AND status = 'sent' AND method = $5 AND ($2::bigint[] IS NULL OR id = ANY ($2))
        RETURNING id, amount_minor
        """;

    /// <summary>Answers what it was. $1 payout, $2 tenant.</summary>
    public const string Lock = """
        SELECT run_id, seller_id, currency, amount_minor, status, iban, method FROM settlement.payouts
        WHERE id = $1 AND tenant_id = $2 FOR UPDATE
        """;

    /// <summary>$1 payout, $2 reason, $3 now.</summary>
    public const string MarkReturned =
        "UPDATE settlement.payouts SET status = 'returned', returned_reason = $2, returned_at = $3 WHERE id = $1";
}
