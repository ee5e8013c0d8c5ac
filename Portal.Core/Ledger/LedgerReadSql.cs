namespace Portal.Core.Ledger;

/// <summary>Reads of the books that EF cannot say, or not as fast.</summary>
internal static class LedgerReadSql
{
    /// <summary>
    /// An account's postings, the newest first, from a line on. The balance after the first of them is
    /// the account's less what came later; one statement, so that both are of the same moment.
    /// $1 account, $2 time, $3 entry and $4 line to stay before, $5 at most.
    /// </summary>
    public const string AccountLines = """
        WITH page AS (
            SELECT entry_id, booked_at, line, amount_minor FROM ledger.postings
            WHERE account_id = $1 AND booked_at <= $2 AND (booked_at, entry_id, line) < ($2, $3, $4)
            ORDER BY booked_at DESC, entry_id DESC, line DESC LIMIT $5
        ), later AS (
            SELECT coalesce(sum(amount_minor), 0) AS minor FROM ledger.postings
            WHERE account_id = $1 AND booked_at >= $2 AND (booked_at, entry_id, line) >= ($2, $3, $4)
        )
        SELECT p.entry_id, p.booked_at, p.line, e.kind, e.reference_kind, e.reference_id, e.description,
            b.sign * p.amount_minor,
            (b.sign * (b.minor - (SELECT minor FROM later) + p.amount_minor - sum(p.amount_minor) OVER newest_first))::bigint
        FROM page p
        JOIN ledger.entries e ON e.id = p.entry_id AND e.booked_at = p.booked_at
        JOIN ledger.balances b ON b.account_id = $1
        WINDOW newest_first AS (ORDER BY p.booked_at DESC, p.entry_id DESC, p.line DESC)
        ORDER BY p.booked_at DESC, p.entry_id DESC, p.line DESC
        """;

    /// <summary>
    /// Balances by kind and currency before an instant: today's less what was booked since, so that
    /// a recent day costs what happened after it and not what ever happened. $1 tenant, $2 instant.
    /// </summary>
    public const string TrialBalance = """
        SELECT a.kind, a.currency, count(*),
            coalesce(sum(b.minor - coalesce(l.minor, 0)) FILTER (WHERE b.minor - coalesce(l.minor, 0) > 0), 0)::bigint,
            coalesce(-sum(b.minor - coalesce(l.minor, 0)) FILTER (WHERE b.minor - coalesce(l.minor, 0) < 0), 0)::bigint
        FROM ledger.accounts a
        JOIN ledger.balances b ON b.account_id = a.id
        LEFT JOIN (
            SELECT account_id, sum(amount_minor) AS minor FROM ledger.postings
            WHERE tenant_id = $1 AND booked_at >= $2 GROUP BY account_id
        ) l ON l.account_id = a.id
        WHERE a.tenant_id = $1 AND a.opened_at < $2
        GROUP BY a.kind, a.currency ORDER BY a.currency, a.kind
        """;

    /// <summary>The account's balance before an instant, as people read it; no row without the account. $1 account, $2 instant.</summary>
    public const string BalanceBefore = """
        SELECT (b.sign * (b.minor - coalesce(
            (SELECT sum(amount_minor) FROM ledger.postings WHERE account_id = $1 AND booked_at >= $2), 0)))::bigint, b.currency
        FROM ledger.balances b WHERE b.account_id = $1
        """;
}
