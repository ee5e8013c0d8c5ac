namespace Portal.Jobs.Bench;

/// <summary>What the payout benchmark seeds, writes by hand and checks.</summary>
internal static class PayoutFloorSql
{
    /// <summary>Shops with a bank account each. $1 tenant, $2 how many.</summary>
    public const string AddShops = """
        WITH shops AS (
            INSERT INTO tenancy.sellers (tenant_id, slug, name, is_active, created_at)
            SELECT $1, 'payee-' || n, 'Payee ' || n, true, now() FROM generate_series(1, $2) n RETURNING id
        )
        INSERT INTO settlement.payout_accounts (seller_id, currency, tenant_id, holder_name, iban, schedule, minimum_minor,
            reserve_minor, is_paused_by_return, bank_changed_at)
        SELECT id, 'GBP', $1, 'Payee ' || id, 'GB33BUKB20201555555555', 'daily', 0, 0, false, now() FROM shops
        """;

    /// <summary>
    /// Released sales of every shop that has a bank account, of orders that are not there: their numbers are below zero.
    /// $1 tenant, $2 how many each, $3 worth.
    /// </summary>
    public const string AddSales = """
        INSERT INTO settlement.sales (order_id, line_no, tenant_id, seller_id, currency, gross_minor, commission_minor,
            tax_minor, refunded_minor, captured_at, due_at, status, released_at)
        SELECT -(a.seller_id * 1000 + n), 1, $1, a.seller_id, 'GBP', $3, 0, 0, 0, now(), now(), 'released', now()
        FROM generate_series(1, $2) n CROSS JOIN settlement.payout_accounts a WHERE a.tenant_id = $1
        """;

    /// <summary>$1 tenant.</summary>
    public const string Run = """
        WITH run AS (
            INSERT INTO settlement.payout_runs (tenant_id, currency, status, count, total_minor, submitted_by_name, submitted_at)
            SELECT $1, 'GBP', 'submitted', count(DISTINCT seller_id), sum(gross_minor), 'bench', now()
            FROM settlement.sales WHERE tenant_id = $1 RETURNING id
        ), paid AS (
            INSERT INTO settlement.payouts (tenant_id, run_id, seller_id, currency, amount_minor, sales_minor, sales_count,
                reserve_minor, holder_name, iban, status)
            SELECT $1, run.id, s.seller_id, 'GBP', s.minor, s.minor, s.sales, 0, 'Payee', 'GB33BUKB20201555555555', 'submitted'
            FROM run CROSS JOIN (SELECT seller_id, sum(gross_minor) AS minor, count(*) AS sales
                FROM settlement.sales WHERE tenant_id = $1 GROUP BY 1) s
            RETURNING id, seller_id
        )
        UPDATE settlement.sales s SET payout_id = paid.id FROM paid WHERE s.tenant_id = $1 AND s.seller_id = paid.seller_id
        """;

    /// <summary>$1 run, $2 shops.</summary>
    public const string IsRight = """
        SELECT count(*) = $2 AND bool_and(p.amount_minor = p.sales_minor AND h.amount_minor = p.amount_minor AND h.status = 'pending')
            AND (SELECT count(*) FROM settlement.sales s JOIN settlement.payouts o ON o.id = s.payout_id WHERE o.run_id = $1)
                = (SELECT sum(sales_count) FROM settlement.payouts WHERE run_id = $1)
        FROM settlement.payouts p JOIN ledger.holds h ON h.id = p.hold_id WHERE p.run_id = $1
        """;
}
