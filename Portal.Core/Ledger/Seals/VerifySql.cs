namespace Portal.Core.Ledger.Seals;

/// <summary>What of the books shows only when all rows are seen together. Each check answers the first row at fault and what is wrong. $1 tenant.</summary>
internal static class VerifySql
{
    public const string CountAccounts = "SELECT count(*) FROM ledger.accounts WHERE tenant_id = $1";

    public static readonly string[] Checks =
    [
        """
            SELECT 'entry ' || k.entry_id, 'it was booked under the key ''' || k.key || ''' and is gone.'
            FROM ledger.entry_keys k
            WHERE k.tenant_id = $1 AND NOT EXISTS (
                SELECT FROM ledger.entries e WHERE e.id = k.entry_id AND e.booked_at = k.booked_at AND e.tenant_id = $1)
            ORDER BY k.entry_id LIMIT 1
            """,
        """
            SELECT 'posting ' || p.line || ' of entry ' || p.entry_id, 'its entry is not there, or is another tenant''s.'
            FROM ledger.postings p
            WHERE p.tenant_id = $1 AND NOT EXISTS (
                SELECT FROM ledger.entries e WHERE e.id = p.entry_id AND e.booked_at = p.booked_at AND e.tenant_id = $1)
            ORDER BY p.entry_id, p.line LIMIT 1
            """,
        """
            SELECT 'account ' || coalesce(b.account_id, p.account_id),
                'its balance is ' || coalesce(b.minor, 0) || ' ' || coalesce(b.currency, '') || ' minor units, its postings add up to '
                    || coalesce(p.minor, 0) || '.'
            FROM (SELECT * FROM ledger.balances WHERE tenant_id = $1) b
            FULL JOIN (SELECT account_id, sum(amount_minor) AS minor FROM ledger.postings WHERE tenant_id = $1 GROUP BY 1) p USING (account_id)
            WHERE b.minor IS DISTINCT FROM coalesce(p.minor, 0)
            ORDER BY coalesce(b.account_id, p.account_id) LIMIT 1
            """,
        """
            SELECT 'account ' || b.account_id,
                'it holds ' || b.held_minor || ' ' || b.currency || ' minor units, its pending holds add up to ' || coalesce(h.minor, 0) || '.'
            FROM ledger.balances b
            LEFT JOIN (
                SELECT from_account_id AS account_id, sum(amount_minor) AS minor FROM ledger.holds
                WHERE tenant_id = $1 AND status = 'pending' GROUP BY 1
            ) h USING (account_id)
            WHERE b.tenant_id = $1 AND b.held_minor <> coalesce(h.minor, 0)
            ORDER BY b.account_id LIMIT 1
            """,
        """
            SELECT 'trial balance ' || currency, 'the balances of all accounts add up to ' || sum(minor) || ' minor units, not to zero.'
            FROM ledger.balances WHERE tenant_id = $1 GROUP BY currency HAVING sum(minor) <> 0 ORDER BY currency LIMIT 1
            """,
        """
            SELECT 'entry ' || r.entry_id, 'the entry that reversed it is not there.'
            FROM ledger.entry_reversals r
            WHERE r.tenant_id = $1 AND NOT EXISTS (
                SELECT FROM ledger.entry_keys k WHERE k.tenant_id = $1 AND k.key = r.reversed_by_key)
            ORDER BY r.entry_id LIMIT 1
            """,
    ];
}
