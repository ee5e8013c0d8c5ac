namespace Portal.Core.Payments.Contracts;

/// <summary>How other modules ask in SQL for refunds to be sent, and read how far they are.</summary>
public static class RefundRequestsSql
{
    /// <summary>
    /// Asks for the refunds of a table expression <c>recorded</c> (id, tenant_id, order_id, amount_minor, currency), in
    /// the statement that records them. An order no gateway was paid for, as all history, has nothing to be sent.
    /// </summary>
    public const string AskForRecorded = """
        INSERT INTO payments.refunds (refund_id, tenant_id, order_id, charge_key, key, gateway, amount_minor, currency,
            status, attempts, due_at, requested_at)
        SELECT r.id, r.tenant_id, r.order_id, a.key, 'refund-' || r.id, a.gateway, r.amount_minor, r.currency, 'granted',
            0, clock_timestamp(), now()
        FROM recorded r JOIN payments.attempts a
            ON a.order_id = r.order_id AND a.status = 'captured' AND a.amount_minor > 0
        """;

    /// <summary>The gateway whose money is that of wallets.</summary>
    public const string Wallet = "wallet";

    /// <summary>
    /// Notes refunds of the same table expression that are in their buyers' wallets when the transaction ends, and answers
    /// their rows.
    /// </summary>
    public const string GiveRecorded = $"""
        INSERT INTO payments.refunds (refund_id, tenant_id, order_id, charge_key, key, gateway, amount_minor, currency,
            status, attempts, requested_at, sent_at)
        SELECT r.id, r.tenant_id, r.order_id, a.key, 'refund-' || r.id, '{Wallet}', r.amount_minor, r.currency, 'sent',
            0, now(), clock_timestamp()
        FROM recorded r JOIN payments.attempts a
            ON a.order_id = r.order_id AND a.status = 'captured' AND a.amount_minor > 0
        RETURNING *
        """;

    /// <summary>Where refunds stand that buyers' banks took themselves; no gateway has this name.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>Where refunds stand that were paid out by hand; no gateway has this name. Their reference is the bank's.</summary>
    public const string Bank = "bank";

    /// <summary>Notes refunds of the same table expression whose money has left already.</summary>
    public const string TakenRecorded = $"""
        INSERT INTO payments.refunds (refund_id, tenant_id, order_id, charge_key, key, gateway, amount_minor, currency,
            status, attempts, requested_at, sent_at)
        SELECT r.id, r.tenant_id, r.order_id, a.key, 'refund-' || r.id, '{Chargeback}', r.amount_minor, r.currency, 'sent',
            0, now(), clock_timestamp()
        FROM recorded r JOIN payments.attempts a
            ON a.order_id = r.order_id AND a.status = 'captured' AND a.amount_minor > 0
        """;

    /// <summary>What gateways captured for an order; no row for one that was not paid here.</summary>
    public const string Captured =
        "(SELECT tenant_id, order_id, amount_minor, gateway FROM payments.attempts WHERE status = 'captured')";

    /// <summary>
    /// refund_id, tenant_id, order_id, key, charge_key, gateway, gateway_reference, amount_minor, currency, status,
    /// attempts, due_at, failure_code, message, requested_at, sent_at, returns.
    /// </summary>
    public const string Requests = "payments.refunds";

    /// <summary>Of a row <c>r</c> of the requests: under which key the ledger has that it left.</summary>
    public const string SentKey =
        "'refund-sent-' || r.refund_id || CASE WHEN r.returns > 0 THEN '-' || (r.returns + 1) ELSE '' END";

    /// <summary>refund_id, number, sent_at, answered_at, outcome, code, message, request, answer; a row for each time the gateway was asked.</summary>
    public const string Attempts = "payments.refund_attempts";
}
