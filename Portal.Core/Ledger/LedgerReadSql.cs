namespace Portal.Core.Ledger;

/// <summary>Reads of the books that EF cannot say, or not as fast.</summary>
internal static class LedgerReadSql
{
    /// <summary>
    /// What a page of an account's postings says: the balance after its newest line is the account's
    /// less what came later; one statement, so that both are of the same moment.
    /// </summary>
    private const string LinesOfPage = """
        , later AS (
            SELECT coalesce(sum(p.amount_minor), 0) AS minor
            FROM (SELECT booked_at, entry_id, line FROM page ORDER BY booked_at DESC, entry_id DESC, line DESC LIMIT 1) newest
            JOIN ledger.postings p ON p.account_id = $1 AND p.booked_at >= newest.booked_at
                AND (p.booked_at, p.entry_id, p.line) > (newest.booked_at, newest.entry_id, newest.line)
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

    private const string LinesOfDays = """
        SELECT entry_id, booked_at, line, amount_minor FROM ledger.postings
        WHERE account_id = $1 AND booked_at >= $6 AND booked_at < $7
        """;

    /// <summary>
    /// An account's postings of some days, the newest first. $1 account, $2 time, $3 entry and $4 line
    /// to stay before, $5 at most, $6 from and $7 before which instant.
    /// </summary>
    public const string LinesBefore = $"""
        WITH page AS (
            {LinesOfDays} AND booked_at <= $2 AND (booked_at, entry_id, line) < ($2, $3, $4)
            ORDER BY booked_at DESC, entry_id DESC, line DESC LIMIT $5
        ){LinesOfPage}
        """;

    /// <summary>The same for the lines that come right after one, also the newest first.</summary>
    public const string LinesAfter = $"""
        WITH page AS (
            {LinesOfDays} AND booked_at >= $2 AND (booked_at, entry_id, line) > ($2, $3, $4)
            ORDER BY booked_at, entry_id, line LIMIT $5
        ){LinesOfPage}
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

    /// <summary>Balances by kind and currency as people read them, and what is held of them. $1 tenant.</summary>
    public const string BalancesByKind = """
        SELECT a.kind, a.currency, count(*), sum(b.sign * b.minor)::bigint, sum(b.held_minor)::bigint
        FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id
        WHERE a.tenant_id = $1 GROUP BY a.kind, a.currency
        """;

    /// <summary>
    /// What came in and went out through the gateways, by business day and currency. Their accounts
    /// are few, so this reads an index and not the books. $1 tenant, $2 from and $3 before which
    /// instant, $4 the tenant's zone.
    /// </summary>
    public const string MovedByDay = """
        SELECT a.currency, (p.booked_at AT TIME ZONE $4)::date,
            coalesce(sum(p.amount_minor) FILTER (WHERE p.amount_minor > 0), 0)::bigint,
            coalesce(-sum(p.amount_minor) FILTER (WHERE p.amount_minor < 0), 0)::bigint
        FROM ledger.accounts a
        JOIN ledger.postings p ON p.account_id = a.id AND p.booked_at >= $2 AND p.booked_at < $3
        WHERE a.tenant_id = $1 AND a.kind = 'gateway_clearing'
        GROUP BY 1, 2 ORDER BY 1, 2
        """;
}
