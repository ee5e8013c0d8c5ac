namespace Portal.Core.Payments.Contracts;

/// <summary>What became of cash that was to be handed over with the goods.</summary>
public enum CashOutcome
{
    /// <summary>Whoever delivered has it.</summary>
    Received,

    /// <summary>The buyer did not take the goods, or did not pay.</summary>
    Refused,
}

/// <summary>How orders write down in SQL what became of the cash they wait for, and how others read it.</summary>
public static class CashReceiptsSql
{
    /// <summary>The gateway of charges that are paid on delivery.</summary>
    public const string Gateway = "cash";

    /// <summary>
    /// Writes it down, once, for a table expression <c>open</c> (id, attempt) of locked orders, and answers order_id,
    /// amount_minor and currency. Charges that wait for no cash are left out. $3 outcome, $4 reason, $6 who.
    /// </summary>
    public const string Add = $"""
        INSERT INTO payments.cash_receipts (order_id, attempt, tenant_id, outcome, amount_minor, currency, reason,
            recorded_by, recorded_at)
        SELECT a.order_id, a.attempt, a.tenant_id, $3, a.amount_minor, a.currency, $4, $6, clock_timestamp()
        FROM open o JOIN payments.attempts a ON a.order_id = o.id AND a.attempt = o.attempt
        WHERE a.gateway = '{Gateway}' AND a.status = 'waiting'
        ON CONFLICT (order_id, attempt) DO NOTHING
        RETURNING order_id, amount_minor, currency
        """;

    /// <summary>order_id, received_at. Goods that were paid on delivery were delivered then.</summary>
    public const string Received =
        "(SELECT order_id, recorded_at AS received_at FROM payments.cash_receipts WHERE outcome = 'received')";

    /// <summary>
    /// tenant_id, order_id, attempt, amount_minor, currency, since, state, reason, recorded_by, recorded_at. Every charge
    /// that is paid on delivery: <c>waiting</c>, <c>received</c>, <c>refused</c>, or <c>called_off</c> before either.
    /// </summary>
    public const string Charges = $"""
        (SELECT a.tenant_id, a.order_id, a.attempt, a.amount_minor, a.currency, a.created_at AS since,
            CASE WHEN c.outcome IS NOT NULL THEN c.outcome WHEN a.status = 'declined' THEN 'called_off'
                ELSE 'waiting' END AS state, c.reason, c.recorded_by, c.recorded_at
        FROM payments.attempts a LEFT JOIN payments.cash_receipts c ON c.order_id = a.order_id AND c.attempt = a.attempt
        WHERE a.gateway = '{Gateway}')
        """;
}
