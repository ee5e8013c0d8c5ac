namespace Portal.Core.Payments;

/// <summary>Payment attempts of many orders at a time.</summary>
internal static class AttemptsSql
{
    /// <summary>$1 tenants, $2 orders, $3 attempts, $4 keys, $5 amounts, $6 currencies, $7 gateways.</summary>
    public const string Start = """
        INSERT INTO payments.attempts
            (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway, created_at, sent_at)
        SELECT tenant_id, order_id, attempt, key, amount_minor, currency, 'created', gateway, now(), now()
        FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::text[])
            AS started (tenant_id, order_id, attempt, key, amount_minor, currency, gateway)
        """;

    /// <summary>
    /// $1 keys, $2 statuses, $3 references, $4 decline codes, $5 messages, $6 addresses. An attempt that is
    /// known stays as it is. A number or an address once told is kept by answers that tell none.
    /// </summary>
    public const string Record = """
        UPDATE payments.attempts a SET
            status = said.status, gateway_reference = coalesce(said.reference, a.gateway_reference),
            payment_url = coalesce(said.payment_url, a.payment_url),
            decline_code = left(said.decline_code, 60), message = left(said.message, 500),
            answered_at = CASE WHEN said.status NOT IN ('unknown', 'waiting') THEN clock_timestamp() END
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            AS said (key, status, reference, decline_code, message, payment_url)
        WHERE a.key = said.key AND a.status IN ('created', 'waiting', 'unknown')
        """;

    /// <summary>$1 orders, $2 attempts: pairs.</summary>
    public const string ReadOpen = """
        SELECT a.tenant_id, a.order_id, a.attempt, a.amount_minor, a.currency, a.status,
            a.gateway, a.gateway_reference, clock_timestamp() - a.created_at, a.close_asked_at IS NOT NULL
        FROM payments.attempts a
        JOIN unnest($1::bigint[], $2::int[]) AS asked (order_id, attempt) USING (order_id, attempt)
        WHERE a.status IN ('created', 'waiting', 'unknown')
        """;
}
