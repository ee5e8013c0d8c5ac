namespace Portal.Core.Notifications.Contracts;

/// <summary>How other modules read in SQL what buyers were told.</summary>
public static class OrderMessagesSql
{
    /// <summary>id, tenant_id, order_id, kind, channel, recipient, status, created_at, sent_at.</summary>
    public const string Messages = """
        (SELECT id, tenant_id, order_id, kind, channel, recipient, status, created_at, sent_at
        FROM notifications.deliveries)
        """;
}
