namespace Portal.Tests.Infrastructure;

/// <summary>The books in themselves.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Ledger =
    [
        new(
            "every entry of the ledger has postings, and they add up to zero in each currency",
            """
            SELECT coalesce(e.id, p.entry_id), p.currency, sum(p.amount_minor) FROM ledger.entries e
            FULL JOIN ledger.postings p ON p.entry_id = e.id AND p.booked_at = e.booked_at AND p.tenant_id = e.tenant_id
            GROUP BY 1, 2 HAVING sum(p.amount_minor) IS DISTINCT FROM 0 OR bool_or(e.id IS NULL)
            """
        ),
        new(
            "an account's balance is the sum of its postings",
            """
            SELECT coalesce(b.account_id, p.account_id), b.minor, p.minor AS postings FROM ledger.balances b
            FULL JOIN (SELECT account_id, sum(amount_minor) AS minor FROM ledger.postings GROUP BY 1) p USING (account_id)
            WHERE b.minor IS DISTINCT FROM coalesce(p.minor, 0)
            """
        ),
        new(
            "what an account holds back is the sum of its pending holds",
            """
            SELECT b.account_id, b.held_minor, h.held FROM ledger.balances b
            LEFT JOIN (SELECT from_account_id, sum(amount_minor) AS held FROM ledger.holds WHERE status = 'pending' GROUP BY 1) h
                ON h.from_account_id = b.account_id
            WHERE b.held_minor <> coalesce(h.held, 0)
            """
        ),
        new(
            "every seal follows the one before it, and covers the entries that are there",
            """
            SELECT s.tenant_id, s.number FROM (
                SELECT *, lag(hash) OVER chain AS hash_before, lag(through_at) OVER chain AS through_before,
                    row_number() OVER chain AS place
                FROM ledger.seals WINDOW chain AS (PARTITION BY tenant_id ORDER BY number)
            ) s
            WHERE s.number <> s.place OR s.previous_hash <> coalesce(s.hash_before, s.previous_hash)
                OR s.from_at <> coalesce(s.through_before, s.from_at)
                OR s.entries <> (SELECT count(*) FROM ledger.entries e
                    WHERE e.tenant_id = s.tenant_id AND e.booked_at >= s.from_at AND e.booked_at < s.through_at)
            """
        ),
    ];
}
