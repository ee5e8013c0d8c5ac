namespace Portal.Tests.Infrastructure;

/// <summary>What shops owe, repay, and what is given up.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Debts =
    [
        new(
            "a repayment is in the books, once and to the cent, from the bank to its shop",
            """
            SELECT r.id, e.key, p.minor FROM settlement.debt_repayments r
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'debt.repaid') e
                ON e.tenant_id = r.tenant_id AND e.key = 'debt.repaid-' || r.id
            LEFT JOIN LATERAL (SELECT -p.amount_minor AS minor, p.account_id FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND a.kind = 'seller_payable') p ON true
            WHERE r.amount_minor IS DISTINCT FROM p.minor OR r.account_id IS DISTINCT FROM p.account_id
            """
        ),
        new(
            "an approved write-off is in the books, once and to the cent, and no other is",
            """
            SELECT w.id, e.key, p.minor FROM (SELECT * FROM settlement.debt_write_offs WHERE status = 'approved') w
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'debt.written_off') e
                ON e.tenant_id = w.tenant_id AND e.key = 'debt.written_off-' || w.id
            LEFT JOIN LATERAL (SELECT -p.amount_minor AS minor, p.account_id FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND a.kind = 'seller_payable') p ON true
            WHERE w.amount_minor IS DISTINCT FROM p.minor OR w.account_id IS DISTINCT FROM p.account_id
            """
        ),
        new(
            "nobody approved their own write-off",
            """
            SELECT id FROM settlement.debt_write_offs
            WHERE status = 'approved' AND decided_by IS NOT DISTINCT FROM requested_by
            """
        ),
    ];
}
