namespace Portal.Core.Payments.Contracts;

/// <summary>
/// What gateways have told us without being asked. A hint says about what it is time to ask, never how
/// it ended: so order, repetition and loss of hints change nothing.
/// </summary>
public static class WebhookHintsSql
{
    /// <summary>Locks hints nobody has followed; others pass them over. $1 at most.</summary>
    public const string Lock = """
        SELECT id FROM payments.webhook_events WHERE status = 'waiting' ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>id, order_id, attempt, refund_id of locked hints. $1 ids.</summary>
    public const string Locked =
        "SELECT id, order_id, attempt, refund_id FROM payments.webhook_events WHERE id = ANY ($1)";

    /// <summary>order_id, attempt. A charge can end by itself only while it is waiting or unknown.</summary>
    public const string OpenCharges =
        "(SELECT order_id, attempt FROM payments.attempts WHERE status IN ('waiting', 'unknown'))";

    /// <summary>
    /// Has refunds of a table expression <c>hints</c> asked about by the next round: those that are unknown, and those that
    /// were sent, because they may have come back.
    /// </summary>
    public const string AskForRefunds = """
        UPDATE payments.refunds r SET due_at = CASE WHEN r.status = 'unknown' THEN clock_timestamp() ELSE r.due_at END,
            check_due_at = CASE WHEN r.status = 'sent' THEN clock_timestamp() END
        FROM hints h WHERE r.refund_id = h.refund_id AND r.status IN ('unknown', 'sent')
        """;

    /// <summary>payout_id of every message about a transfer that was taken back. Whoever pays shops counts them.</summary>
    public const string ReversedPayouts = """
        (SELECT payout_id FROM payments.webhook_events WHERE payout_id IS NOT NULL AND type = 'transfer.reversed')
        """;

    /// <summary>How the types of messages about disputes begin.</summary>
    public const string DisputeTypes = "charge.dispute.";

    /// <summary>Type of messages about shops' accounts.</summary>
    public const string AccountUpdated = "account.updated";

    /// <summary>tenant_id, subject and how many messages there are about each dispute of a tenant's charges.</summary>
    public const string Disputes = $"""
        (SELECT tenant_id, subject, count(*)::int AS messages FROM payments.webhook_events
        WHERE subject IS NOT NULL AND type LIKE '{DisputeTypes}%' GROUP BY 1, 2)
        """;

    /// <summary>tenant_id, subject and when the newest message about each shop's account came.</summary>
    public const string Accounts = $"""
        (SELECT tenant_id, subject, max(received_at) AS received_at FROM payments.webhook_events
        WHERE subject IS NOT NULL AND type = '{AccountUpdated}' GROUP BY 1, 2)
        """;

    /// <summary>Ends a table expression <c>hints</c>.</summary>
    public const string Follow = """
        UPDATE payments.webhook_events e SET status = 'followed', followed_at = clock_timestamp(), attempts = e.attempts + 1,
            error = NULL
        FROM hints h WHERE e.id = h.id
        """;

    /// <summary>Leaves one to a person. $1 id, $2 why.</summary>
    public const string Fail = """
        UPDATE payments.webhook_events SET status = 'failed', attempts = attempts + 1, error = left($2, 500) WHERE id = $1
        """;
}
