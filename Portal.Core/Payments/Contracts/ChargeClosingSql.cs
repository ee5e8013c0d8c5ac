namespace Portal.Core.Payments.Contracts;

/// <summary>
/// How orders ask for a charge to be closed that waits for its buyer. From then on whoever asks about it closes it, so
/// the wish outlives the process that had it.
/// </summary>
public static class ChargeClosingSql
{
    /// <summary>
    /// Writes the wish down for a table expression <c>open</c> (id, attempt) of orders, and answers order_id. A charge nobody
    /// was told of yet, or of which nothing is known, cannot be closed.
    /// </summary>
    public const string Ask = """
        UPDATE payments.attempts a SET close_asked_at = coalesce(a.close_asked_at, clock_timestamp())
        FROM open o WHERE a.order_id = o.id AND a.attempt = o.attempt
            AND (a.status = 'waiting' OR a.status = 'unknown' AND a.close_asked_at IS NOT NULL)
        RETURNING a.order_id
        """;

    /// <summary>order_id, attempt. Whose charges were to be closed, whatever came of it.</summary>
    public const string Asked =
        "(SELECT order_id, attempt FROM payments.attempts WHERE close_asked_at IS NOT NULL)";
}
