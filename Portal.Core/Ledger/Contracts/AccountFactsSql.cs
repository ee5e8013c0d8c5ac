namespace Portal.Core.Ledger.Contracts;

/// <summary>What other modules may read of accounts in SQL.</summary>
public static class AccountFactsSql
{
    /// <summary>tenant_id, account_id, currency, balance_minor as people read it, held_minor, closed_at.</summary>
    public const string Balances = """
        (SELECT tenant_id, account_id, currency, sign * minor AS balance_minor, held_minor, closed_at FROM ledger.balances)
        """;

    /// <summary>When something was last booked to an account; null for never.</summary>
    /// <param name="account">An expression of its id.</param>
    public static string LastBookedAt(string account) =>
        $"(SELECT max(p.booked_at) FROM ledger.postings p WHERE p.account_id = {account})";
}
