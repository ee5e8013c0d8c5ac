namespace Portal.Core.Payments.Contracts;

/// <summary>
/// What gateways have told us without being asked. A hint says about what it is time to ask, never how
/// it ended: so order, repetition and loss of hints change nothing.
/// </summary>
public static class WebhookHintsSql
{
    /// <summary>Hints nobody has followed, locked; others pass them over. id, order_id, attempt, refund_id. $1 at most.</summary>
    public const string Lock = """
        SELECT id, order_id, attempt, refund_id FROM payments.webhook_events WHERE followed_at IS NULL
        ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>order_id, attempt. A charge can end by itself only while it is waiting or unknown.</summary>
    public const string OpenCharges =
        "(SELECT order_id, attempt FROM payments.attempts WHERE status IN ('waiting', 'unknown'))";

    /// <summary>Has unknown refunds of a table expression <c>hints</c> asked about by the next round.</summary>
    public const string AskForRefunds = """
        UPDATE payments.refunds r SET due_at = clock_timestamp() FROM hints h
        WHERE r.refund_id = h.refund_id AND r.status = 'unknown'
        """;

    /// <summary>Ends a table expression <c>hints</c>.</summary>
    public const string Follow =
        "UPDATE payments.webhook_events e SET followed_at = clock_timestamp() FROM hints h WHERE e.id = h.id";
}
