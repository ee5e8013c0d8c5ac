namespace Portal.Core.Wallets.Contracts;

/// <summary>How top-ups that a gateway spoke of are asked about before their time.</summary>
public static class TopUpHintsSql
{
    /// <summary>
    /// Has top-ups of a table expression <c>hints</c> with a column <c>subject</c> asked about by the next round: those that wait for
    /// their buyers, and those that are unknown.
    /// </summary>
    public const string AskNow = """
        UPDATE wallets.top_ups t SET due_at = clock_timestamp()
        FROM hints h WHERE t.key = h.subject AND t.status IN ('waiting', 'unknown')
        """;
}
