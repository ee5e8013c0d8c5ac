namespace Portal.Core.Ledger;

/// <summary>Accounts by what they stand for. $1 tenants, $2 kinds, $3 currencies, $4 owners.</summary>
internal static class AccountsSql
{
    private const string Wanted = """
        unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
            AS wanted (tenant_id, kind, currency, owner, n)
        """;

    /// <summary>Place in the arrays, from 1, and id.</summary>
    public const string Find = $"""
        SELECT wanted.n, a.id FROM {Wanted} JOIN ledger.accounts a USING (tenant_id, kind, currency, owner)
        """;

    /// <summary>
    /// Opens those that are not there; whoever was faster has opened the same. $5 signs, $6 whether
    /// each may fall below zero, $7 now.
    /// </summary>
    public const string Open = $"""
        WITH opened AS (
            INSERT INTO ledger.accounts (tenant_id, kind, currency, owner, opened_at)
            SELECT tenant_id, kind, currency, owner, $7 FROM {Wanted} ORDER BY tenant_id, kind, currency, owner
            ON CONFLICT (tenant_id, kind, currency, owner) DO NOTHING
            RETURNING id, tenant_id, kind, currency, owner
        )
        INSERT INTO ledger.balances (account_id, tenant_id, currency, sign, may_fall_below_zero, minor, held_minor)
        SELECT o.id, o.tenant_id, o.currency, ($5::smallint[])[wanted.n], ($6::boolean[])[wanted.n], 0, 0
        FROM opened o JOIN {Wanted} USING (tenant_id, kind, currency, owner)
        """;

    private const string Balances = """
        SELECT a.kind, a.currency, a.owner, a.id, b.sign * b.minor, b.held_minor
        FROM ledger.accounts a JOIN ledger.balances b ON b.account_id = a.id
        WHERE a.tenant_id = $1 AND a.kind = ANY ($2) AND ($3::text IS NULL OR a.currency = $3)
        """;

    /// <summary>Accounts of some kinds that have something. $1 tenant, $2 kinds, $3 currency or null for all.</summary>
    public const string BalancesOf =
        Balances + " AND (b.minor <> 0 OR b.held_minor <> 0) ORDER BY b.account_id";

    /// <summary>Accounts of some kinds and owners, empty ones too. Takes $4 owners besides.</summary>
    public const string BalancesOfOwners =
        Balances + " AND a.owner = ANY ($4) ORDER BY b.account_id";

    /// <summary>
    /// Nobody moves them until the transaction ends, and they are locked in the order in which entries lock them; empty
    /// ones too. Takes $4 owners or null for all besides.
    /// </summary>
    public const string BalancesOfLocked =
        Balances
        + " AND ($4::text[] IS NULL OR a.owner = ANY ($4)) ORDER BY b.account_id FOR NO KEY UPDATE OF b";

    /// <summary>The entry that was drawn last of those booked to each. $1 accounts.</summary>
    public const string LastEntries = """
        SELECT account_id, max(entry_id) FROM ledger.postings WHERE account_id = ANY ($1) GROUP BY 1
        """;

    /// <summary>
    /// Accounts of a kind that stand below zero, and the entry that began it: the first after the last one that left
    /// them at zero or above. $1 tenant, $2 kind, $3 owners or null for all, $4 currency or null for all.
    /// </summary>
    public const string BelowZero = """
        SELECT a.owner, a.id, a.currency, b.sign * b.minor, since.booked_at, since.entry_id, e.kind, e.description, since.entries
        FROM ledger.accounts a
        JOIN ledger.balances b ON b.account_id = a.id
        CROSS JOIN LATERAL (
            WITH lines AS (
                SELECT p.booked_at, p.entry_id, p.line,
                    b.sign * sum(p.amount_minor) OVER (ORDER BY p.booked_at, p.entry_id, p.line) AS minor_after
                FROM ledger.postings p WHERE p.account_id = a.id
            ), above AS (
                SELECT booked_at, entry_id, line FROM lines WHERE minor_after >= 0
                ORDER BY booked_at DESC, entry_id DESC, line DESC LIMIT 1
            )
            SELECT l.booked_at, l.entry_id, count(*) OVER () AS entries FROM lines l
            WHERE NOT EXISTS (SELECT FROM above u WHERE (l.booked_at, l.entry_id, l.line) <= (u.booked_at, u.entry_id, u.line))
            ORDER BY l.booked_at, l.entry_id, l.line LIMIT 1
        ) since
        JOIN ledger.entries e ON e.id = since.entry_id AND e.booked_at = since.booked_at
        WHERE a.tenant_id = $1 AND a.kind = $2 AND ($3::text[] IS NULL OR a.owner = ANY ($3))
            AND ($4::text IS NULL OR a.currency = $4) AND b.sign * b.minor < 0
        ORDER BY since.booked_at, a.id
        """;
}
