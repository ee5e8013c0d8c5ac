namespace Portal.Tests.Infrastructure;

/// <summary>Sales, commission and payouts.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Settlement =
    [
        new(
            "escrow holds the sales that are not released, once settlement has read every event",
            $"""
            SELECT tenant_id, currency, e.minor, s.minor AS sales FROM (
                SELECT a.tenant_id, a.currency, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'escrow') e
            FULL JOIN (SELECT tenant_id, currency, sum(gross_minor - refunded_minor) AS minor FROM settlement.sales
                WHERE status IN ('held', 'frozen') GROUP BY 1, 2) s USING (tenant_id, currency)
            WHERE coalesce(e.minor, 0) <> coalesce(s.minor, 0) AND ({SettlementIsDrained})
            """
        ),
        new(
            "a sale has a rule that held when it was paid",
            """
            SELECT s.order_id, s.line_no, r.id FROM settlement.sales s JOIN settlement.commission_rules r ON r.id = s.commission_rule_id
            WHERE s.captured_at < r.starts_at OR s.captured_at >= r.ends_at OR r.tenant_id <> s.tenant_id
            """
        ),
        new(
            "rules of two published sets never hold at once",
            """
            SELECT a.id, b.id FROM settlement.commission_rules a JOIN settlement.commission_rules b
                ON b.tenant_id = a.tenant_id AND b.set_id > a.set_id
            WHERE tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
            """
        ),
        new(
            "a seller is owed, or has in reserve, what was released to them and what of their debts was repaid or given up, less what was refunded since and what went out in payouts",
            """
            SELECT tenant_id, owner, currency, b.minor, s.minor AS sales FROM (
                SELECT a.tenant_id, a.owner, a.currency, sum(-b.minor) AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind IN ('seller_payable', 'reserve') AND EXISTS (
                    SELECT FROM settlement.sales x WHERE 'seller-' || x.seller_id = a.owner AND x.tenant_id = a.tenant_id)
                GROUP BY 1, 2, 3) b
            FULL JOIN (SELECT tenant_id, 'seller-' || seller_id AS owner, currency,
                    sum(gross_minor - refunded_minor
                        - commission_minor + round(commission_minor * refunded_minor::numeric / gross_minor)
                        - tax_minor + round(tax_minor * refunded_minor::numeric / gross_minor)) AS minor
                FROM settlement.sales WHERE status = 'released' GROUP BY 1, 2, 3) s USING (tenant_id, owner, currency)
            LEFT JOIN (SELECT tenant_id, 'seller-' || seller_id AS owner, currency, sum(amount_minor) AS minor
                FROM settlement.payouts WHERE status IN ('sent', 'paid') GROUP BY 1, 2, 3) p USING (tenant_id, owner, currency)
            LEFT JOIN (SELECT tenant_id, 'seller-' || seller_id AS owner, currency, sum(amount_minor) AS minor FROM (
                    SELECT tenant_id, seller_id, currency, amount_minor FROM settlement.debt_repayments UNION ALL
                    SELECT tenant_id, seller_id, currency, amount_minor FROM settlement.debt_write_offs WHERE status = 'approved') x
                GROUP BY 1, 2, 3) d USING (tenant_id, owner, currency)
            WHERE coalesce(b.minor, 0) <> coalesce(s.minor, 0) - coalesce(p.minor, 0) + coalesce(d.minor, 0)
            """
        ),
        new(
            "a reserve moves between its shop's two accounts only, one entry a move",
            """
            SELECT e.id, e.kind FROM ledger.entries e
            JOIN ledger.postings p ON p.entry_id = e.id AND p.booked_at = e.booked_at
            JOIN ledger.accounts a ON a.id = p.account_id
            WHERE e.kind LIKE 'reserve.%'
            GROUP BY e.id, e.kind, e.reference_id
            HAVING count(*) <> 2 OR min(a.owner) <> 'seller-' || e.reference_id OR max(a.owner) <> min(a.owner)
                OR array_agg(a.kind ORDER BY a.kind) <> '{reserve,seller_payable}'
                OR (sum(p.amount_minor) FILTER (WHERE a.kind = 'reserve') < 0) <> (e.kind = 'reserve.kept')
            """
        ),
        new(
            "a waiting payout holds its amount, in one pending hold, until its run has waited too long",
            """
            SELECT p.id, p.amount_minor, h.amount_minor AS held FROM settlement.payouts p
            LEFT JOIN ledger.holds h ON h.id = p.hold_id
            WHERE p.status = 'submitted' AND (h.status NOT IN ('pending', 'expired') OR h.amount_minor IS DISTINCT FROM p.amount_minor)
            """
        ),
        new(
            "a run is the sum of its payouts, and nobody approved their own",
            """
            SELECT r.id FROM settlement.payout_runs r JOIN settlement.payouts p ON p.run_id = r.id
            GROUP BY r.id HAVING count(*) <> r.count OR sum(p.amount_minor) <> r.total_minor OR r.submitted_by = r.approved_by
            """
        ),
        new(
            "a sale in a payout is released, of its shop and currency, and the payout was not given back",
            """
            SELECT s.order_id, s.line_no, p.id FROM settlement.sales s JOIN settlement.payouts p ON p.id = s.payout_id
            WHERE s.status <> 'released' OR s.seller_id <> p.seller_id OR s.currency <> p.currency
                OR s.tenant_id <> p.tenant_id OR p.status IN ('cancelled', 'returned')
            """
        ),
        new(
            "a payout through Stripe that is paid has one transfer that was sent, and one entry out of what Stripe holds, to the cent",
            """
            SELECT p.id, p.status, t.status, e.minor FROM settlement.payouts p
            LEFT JOIN settlement.payout_transfers t ON t.payout_id = p.id
            LEFT JOIN LATERAL (SELECT count(*) AS entries, sum(-g.amount_minor) AS minor FROM ledger.entries e
                JOIN ledger.postings g ON g.entry_id = e.id AND g.booked_at = e.booked_at AND g.amount_minor < 0
                JOIN ledger.accounts a ON a.id = g.account_id AND a.kind = 'gateway_clearing' AND a.owner = 'stripe'
                WHERE e.tenant_id = p.tenant_id AND e.key = 'payout.paid-' || p.id) e ON true
            WHERE p.method = 'stripe' AND (
                p.status = 'paid' AND (t.status IS DISTINCT FROM 'sent' OR t.reference IS NULL OR e.entries <> 1
                    OR e.minor <> p.amount_minor OR t.amount_minor <> p.amount_minor)
                OR p.status = 'sent' AND (t.payout_id IS NULL OR t.status NOT IN ('waiting', 'sending', 'failed', 'unknown')
                    OR e.entries <> 0)
                OR p.status = 'returned' AND t.status NOT IN ('refused', 'reversed')
                OR t.status = 'reversed' AND (p.status <> 'returned' OR e.entries <> 1)
                OR t.status = 'refused' AND (p.status <> 'returned' OR e.entries <> 0))
            """
        ),
        new(
            "no transfer stands for two payouts of a tenant, and none goes to another shop's account",
            """
            SELECT tenant_id, reference FROM settlement.payout_transfers WHERE reference IS NOT NULL
            GROUP BY 1, 2 HAVING count(*) > 1
            UNION ALL
            SELECT t.tenant_id, t.account_id FROM settlement.payout_transfers t
            JOIN settlement.payouts p ON p.id = t.payout_id
            JOIN settlement.connected_accounts c ON c.account_id = t.account_id
            WHERE c.seller_id <> p.seller_id OR c.tenant_id <> t.tenant_id OR p.stripe_account <> t.account_id
            """
        ),
    ];
}
