namespace Portal.Core.Ledger.Seals;

/// <summary>What sealing a day and reading the books through need.</summary>
internal static class SealsSql
{
    /// <summary>
    /// The next entries by time with what their keys say. A join with the keys would now and then be
    /// done by reading all of them, once for every few thousand entries. $1 tenant, $2 and $3 the last
    /// one read, $4 before when, $5 at most.
    /// </summary>
    public const string ReadEntries = """
        SELECT e.id, e.booked_at, e.key, e.kind, e.reference_kind, e.reference_id, e.description, (
            SELECT k.content_hash FROM ledger.entry_keys k
            WHERE k.tenant_id = $1 AND k.key = e.key AND k.entry_id = e.id AND k.booked_at = e.booked_at)
        FROM ledger.entries e
        WHERE e.tenant_id = $1 AND e.booked_at >= $2 AND (e.booked_at, e.id) > ($2, $3) AND e.booked_at < $4
        ORDER BY e.booked_at, e.id LIMIT $5
        """;

    /// <summary>
    /// The postings of entries, in the entries' order. The bounds say the same as the pairs, and let
    /// PostgreSQL leave other months and other ids alone. $1 ids, $2 times, $3 to $6 bounds of both.
    /// </summary>
    public const string ReadPostings = """
        SELECT p.entry_id, p.account_id, p.amount_minor, p.currency
        FROM unnest($1::bigint[], $2::timestamptz[]) AS e (id, booked_at)
        JOIN ledger.postings p ON p.entry_id = e.id AND p.booked_at = e.booked_at
        WHERE p.booked_at BETWEEN $3 AND $4 AND p.entry_id BETWEEN $5 AND $6
        ORDER BY p.booked_at, p.entry_id, p.line
        """;

    /// <summary>$1 tenant.</summary>
    public const string FirstEntryAt =
        "SELECT booked_at FROM ledger.entries WHERE tenant_id = $1 ORDER BY booked_at LIMIT 1";

    private const string OfTenant = """
        SELECT number, day, from_at, through_at, entries, previous_hash, hash FROM ledger.seals WHERE tenant_id = $1
        """;

    /// <summary>The first first. $1 tenant.</summary>
    public const string All = OfTenant + " ORDER BY number";

    /// <summary>$1 tenant.</summary>
    public const string Last = OfTenant + " ORDER BY number DESC LIMIT 1";

    /// <summary>
    /// Waits for whoever is booking, and keeps others from it until the transaction ends, but gives
    /// way before PostgreSQL has to look for a deadlock: whoever books may wait for something that
    /// another one holds who waits for this lock. $1 tenant.
    /// </summary>
    public const string Lock = "SELECT pg_advisory_xact_lock(hashint8($1), 2)";

    public const string GiveWaySoon = "SET LOCAL lock_timeout = '500ms'";

    /// <summary>
    /// Writes the seal when the day still is as it was read and nobody else has sealed it. $1 tenant,
    /// $2 number, $3 day, $4 from, $5 through, $6 entries, $7 hash before, $8 hash, $9 now.
    /// </summary>
    public const string Insert = """
        INSERT INTO ledger.seals
            (tenant_id, number, day, from_at, through_at, entries, previous_hash, hash, sealed_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
        WHERE $6 = (SELECT count(*) FROM ledger.entries WHERE tenant_id = $1 AND booked_at >= $4 AND booked_at < $5)
            AND $2 = (SELECT coalesce(max(number), 0) + 1 FROM ledger.seals WHERE tenant_id = $1)
        """;
}
