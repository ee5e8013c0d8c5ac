namespace Portal.Core.Ledger.Holds;

/// <summary>
/// Money that is promised. Locks, in this order: the seals of the tenants (shared, as everybody who
/// touches balances), holds by key or id, balances by account.
/// </summary>
internal static class HoldsSql
{
    /// <summary>Keeps the days of the tenants from being sealed meanwhile. $1 tenants.</summary>
    public const string EnterBooks = """
        SELECT pg_advisory_xact_lock_shared(hashint8(t), 2)
        FROM (SELECT DISTINCT t FROM unnest($1::bigint[]) AS t ORDER BY t) AS books
        """;

    /// <summary>The same by holds. $1 ids.</summary>
    public const string EnterBooksOf = """
        SELECT pg_advisory_xact_lock_shared(hashint8(tenant_id), 2)
        FROM (SELECT DISTINCT tenant_id FROM ledger.holds WHERE id = ANY ($1) ORDER BY tenant_id) AS books
        """;

    /// <summary>The same for holds whose time is over. $1 now.</summary>
    public const string EnterBooksOfOverdue = """
        SELECT pg_advisory_xact_lock_shared(hashint8(tenant_id), 2)
        FROM (SELECT DISTINCT tenant_id FROM ledger.holds WHERE status = 'pending' AND expires_at <= $1 ORDER BY tenant_id) AS books
        """;

    /// <summary>
    /// The first account that a hold cannot have, and why. $1 tenants, $2 from, $3 to, $4 currencies.
    /// </summary>
    public const string FindMisplaced = """
        SELECT w.account,
            CASE WHEN b.tenant_id IS DISTINCT FROM w.tenant THEN 'ledger.unknown_account'
                WHEN b.currency <> w.currency THEN 'ledger.currency_mismatch'
                ELSE 'ledger.account_closed' END
        FROM (
            SELECT tenant, unnest(ARRAY[source, target]) AS account, currency
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) AS h (tenant, source, target, currency)
        ) w
        LEFT JOIN ledger.balances b ON b.account_id = w.account
        WHERE b.tenant_id IS DISTINCT FROM w.tenant OR b.currency <> w.currency OR b.closed_at IS NOT NULL
        LIMIT 1
        """;

    /// <summary>
    /// Answers the new ones by key. $1 tenants, $2 keys, $3 from, $4 to, $5 amounts, $6 currencies,
    /// $7 reference kinds, $8 reference ids, $9 now, $10 until when.
    /// </summary>
    public const string Insert = """
        INSERT INTO ledger.holds (tenant_id, key, from_account_id, to_account_id, amount_minor, currency,
            reference_kind, reference_id, status, placed_at, expires_at)
        SELECT tenant, key, source, target, minor, currency, about, about_id, 'pending', $9, until
        FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[],
            $10::timestamptz[]) AS h (tenant, key, source, target, minor, currency, about, about_id, until)
        ORDER BY tenant, key
        ON CONFLICT (tenant_id, key) DO NOTHING
        RETURNING tenant_id, key
        """;

    /// <summary>What stands under the keys, in their order. $1 tenants, $2 keys.</summary>
    public const string Find = """
        SELECT h.id, h.from_account_id, h.to_account_id, h.amount_minor, h.currency
        FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS w (tenant_id, key, n)
        JOIN ledger.holds h USING (tenant_id, key)
        ORDER BY w.n
        """;

    /// <summary>$1 accounts.</summary>
    public const string LockBalances = """
        SELECT FROM ledger.balances WHERE account_id = ANY ($1) ORDER BY account_id FOR NO KEY UPDATE
        """;

    /// <summary>
    /// Leaves out an account of which too little is available, whatever its floor: only what is there
    /// can be promised. $1 accounts, each once, $2 amounts. Balances are locked.
    /// </summary>
    public const string Hold = """
        UPDATE ledger.balances b SET held_minor = b.held_minor + h.minor
        FROM unnest($1::bigint[], $2::bigint[]) AS h (account, minor)
        WHERE b.account_id = h.account AND b.sign * b.minor - b.held_minor >= h.minor
        RETURNING b.account_id
        """;

    /// <summary>$1 accounts, each once, $2 amounts. Balances are locked.</summary>
    public const string LetGo = """
        UPDATE ledger.balances b SET held_minor = b.held_minor - h.minor
        FROM unnest($1::bigint[], $2::bigint[]) AS h (account, minor)
        WHERE b.account_id = h.account
        """;

    private const string Columns = """
        SELECT h.id, h.tenant_id, h.from_account_id, h.to_account_id, h.amount_minor, h.currency, h.reference_kind,
            h.reference_id, h.status, h.posted_minor, b.sign
        FROM ledger.holds h JOIN ledger.balances b ON b.account_id = h.from_account_id
        """;

    /// <summary>Nobody else ends them until the transaction ends. $1 ids.</summary>
    public const string Lock =
        Columns + " WHERE h.id = ANY ($1) ORDER BY h.id FOR NO KEY UPDATE OF h";

    /// <summary>Pending holds whose time is over, as <see cref="Lock"/>; those that somebody ends just now are left out. $1 now, $2 at most.</summary>
    public const string LockOverdue =
        Columns
        + " WHERE h.status = 'pending' AND h.expires_at <= $1 ORDER BY h.id LIMIT $2 FOR NO KEY UPDATE OF h SKIP LOCKED";

    /// <summary>$1 ids, $2 status, $3 now.</summary>
    public const string End =
        "UPDATE ledger.holds SET status = $2, ended_at = $3 WHERE id = ANY ($1)";

    /// <summary>$1 ids, $2 posted amounts, $3 entries, $4 now.</summary>
    public const string EndPosted = """
        UPDATE ledger.holds h SET status = 'posted', posted_minor = p.minor, entry_id = p.entry, ended_at = $4
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS p (id, minor, entry)
        WHERE h.id = p.id AND h.status = 'pending'
        """;

    /// <summary>Pending holds by currency and the business day they were placed. $1 tenant, $2 its zone.</summary>
    public const string PendingByDay = """
        SELECT currency, (placed_at AT TIME ZONE $2)::date, count(*), sum(amount_minor)::bigint
        FROM ledger.holds WHERE tenant_id = $1 AND status = 'pending' GROUP BY 1, 2
        """;
}
