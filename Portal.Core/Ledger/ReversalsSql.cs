namespace Portal.Core.Ledger;

/// <summary>What undoing an entry needs.</summary>
internal static class ReversalsSql
{
    /// <summary>$1 entry, $2 tenant.</summary>
    public const string Postings = """
        SELECT e.reference_kind, e.reference_id, p.account_id, p.amount_minor, p.currency
        FROM ledger.entries e JOIN ledger.postings p ON p.entry_id = e.id AND p.booked_at = e.booked_at
        WHERE e.id = $1 AND e.tenant_id = $2
        ORDER BY p.line
        """;

    /// <summary>$1 tenant, $2 key.</summary>
    public const string EntryOf =
        "SELECT entry_id FROM ledger.entry_keys WHERE tenant_id = $1 AND key = $2";

    /// <summary>Waits for another that is about to. No row when there is one. $1 entry, $2 tenant, $3 key.</summary>
    public const string Claim = """
        INSERT INTO ledger.entry_reversals (entry_id, tenant_id, reversed_by_key) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>$1 entry.</summary>
    public const string KeyOf =
        "SELECT reversed_by_key FROM ledger.entry_reversals WHERE entry_id = $1";
}
