using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// Storing statements, and matching their lines a statement at a time. Whoever matches or resolves in a tenant holds
/// <see cref="Lock"/> to the end of the transaction, so that no two look for the same counterpart; payouts and balances
/// are locked after it. Where a target's kind is compared, settlements are ruled out by name: the index of targets is
/// without them, and PostgreSQL uses it only then.
/// </summary>
internal static class StatementsSql
{
    /// <summary>$1 tenant.</summary>
    public const string Lock =
        "SELECT pg_advisory_xact_lock(hashtextextended('settlement.reconciliation', $1))";

    /// <summary>
    /// For the rest of the transaction. Of lines that came just now PostgreSQL has no statistics, takes them for one row,
    /// and would look through all of them once per line.
    /// </summary>
    public const string AvoidNestedLoops = "SET LOCAL enable_nestloop = off";

    /// <summary>Again as the server is set.</summary>
    public const string AllowNestedLoops = "SET LOCAL enable_nestloop = on";

    /// <summary>
    /// Answers its id, or nothing when it is there. $1 tenant, $2 source, $3 account, $4 reference, $5 currency,
    /// $6 opening, $7 closing, $8 and $9 days, $10 lines, $11 hash, $12 file, $13 who, $14 now.
    /// </summary>
    public const string Insert = """
        INSERT INTO settlement.statements (tenant_id, source, account, reference, currency, opening_minor, closing_minor,
            from_day, through_day, line_count, content_hash, file_name, imported_by_name, imported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (tenant_id, source, account, reference, currency) DO NOTHING RETURNING id
        """;

    /// <summary>$1 tenant, $2 source, $3 account, $4 reference, $5 currency.</summary>
    public const string Find = """
        SELECT id, content_hash FROM settlement.statements
        WHERE tenant_id = $1 AND source = $2 AND account = $3 AND reference = $4 AND currency = $5
        """;

    /// <summary>$1 tenant, $2 statement, $3 currency, then a column each.</summary>
    public const string InsertLines = """
        INSERT INTO settlement.statement_lines (tenant_id, statement_id, currency, number, kind, amount_minor, fee_minor,
            booked_on, key, reference, settlement, counterparty, text, reason_code, status)
        SELECT $1, $2, $3, l.*, 'open' FROM unnest($4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::date[], $9::text[],
            $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]) l
        """;

    /// <summary>
    /// What gateway lines name by our key, or chargebacks by the gateway's number of them, whatever its amount: line_id, number,
    /// target_kind, target_id, expected, currency, entry_key, and the fee that its entry books already. $1 tenant, $2 statement.
    /// </summary>
    public const string NamedByGateway = $"""
        (SELECT l.id AS line_id, l.number, 'charge' AS target_kind, c.id AS target_id, c.amount_minor AS expected,
            c.currency, 'capture-' || c.key AS entry_key, 0::bigint AS booked_fee
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        JOIN {CapturedChargesSql.Charges} c ON c.tenant_id = l.tenant_id AND c.gateway = s.account AND c.key = l.key
            AND c.order_id = substring(l.key FROM '^order-([0-9]{"{1,18}"})-[0-9]{"{1,9}"}$')::bigint
            AND c.attempt = substring(l.key FROM '^order-[0-9]{"{1,18}"}-([0-9]{"{1,9}"})$')::int
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'charge'
        UNION ALL
        SELECT l.id, l.number, 'refund', r.refund_id, -r.amount_minor, r.currency, {RefundRequestsSql.SentKey}, 0
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        JOIN {RefundRequestsSql.Requests} r ON r.tenant_id = l.tenant_id AND r.gateway = s.account AND r.key = l.key
            AND r.refund_id = substring(l.key FROM '^refund-([0-9]{"{1,18}"})$')::bigint AND r.status = 'sent'
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'refund'
        UNION ALL
        SELECT l.id, l.number, 'top_up', t.id, t.amount_minor, t.currency, 'wallet-' || t.key, 0
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        JOIN {CapturedTopUpsSql.TopUps} t ON t.tenant_id = l.tenant_id AND t.gateway = s.account AND t.key = l.key
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'charge'
        UNION ALL
        SELECT l.id, l.number, m.target_kind, p.id, m.minor, p.currency, m.entry_key, 0
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        JOIN settlement.payouts p ON p.tenant_id = l.tenant_id AND p.method = s.account AND p.paid_at IS NOT NULL
            AND p.id = substring(l.key FROM '^payout-[0-9]{"{1,18}"}-([0-9]{"{1,18}"})$')::bigint
        JOIN LATERAL (VALUES ('payout', -p.amount_minor, 'payout.paid-' || p.id, 'paid'),
            ('payout_return', p.amount_minor, 'payout.returned-' || p.id, 'returned')) m (target_kind, minor, entry_key, status)
            ON CASE WHEN l.amount_minor < 0 THEN m.minor < 0 ELSE m.minor > 0 AND p.status = m.status END
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'transfer'
        UNION ALL
        SELECT l.id, l.number, m.kind, m.target_id, m.amount_minor, m.currency, m.entry_key, m.fee_minor
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        JOIN settlement.gateway_movements m ON m.tenant_id = l.tenant_id AND m.gateway = s.account
            AND m.reference = coalesce(l.key, l.reference) AND (m.amount_minor < 0) = (l.amount_minor < 0)
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'chargeback')
        """;

    /// <summary>
    /// Whether the fee of a line <c>l</c> fits what it names, <c>n</c>: the same as is booked, or none is booked and it comes with
    /// the statement.
    /// </summary>
    public const string FeeFits = "n.booked_fee IN (0, l.fee_minor)";

    /// <summary>
    /// Lines of a gateway whose key, amount and currency are a charge's, refund's, payout's or chargeback's, each of ours once; not one that a
    /// person took off the gateway's account. $1 tenant, $2 statement.
    /// </summary>
    public const string MatchGateway = $"""
        WITH candidate AS (
            SELECT n.*, row_number() OVER (PARTITION BY n.target_kind, n.target_id ORDER BY n.number) AS place
            FROM {NamedByGateway} n JOIN settlement.statement_lines l ON l.id = n.line_id
            WHERE n.expected = l.amount_minor AND n.currency = l.currency AND {FeeFits} AND NOT EXISTS (
                SELECT FROM settlement.statement_lines t
                WHERE t.tenant_id = $1 AND t.target_kind = n.target_kind AND t.target_id = n.target_id
                    AND t.target_kind <> 'settlement')
            AND NOT EXISTS (SELECT FROM settlement.differences d WHERE d.tenant_id = $1 AND d.line_id IS NULL
                AND d.resolution = 'booked' AND d.target_kind = n.target_kind AND d.target_id = n.target_id)
        )
        UPDATE settlement.statement_lines l
        SET status = 'matched', target_kind = c.target_kind, target_id = c.target_id, entry_key = c.entry_key,
            fee_entry_key = CASE WHEN c.booked_fee <> 0 THEN c.entry_key END
        FROM candidate c WHERE l.id = c.line_id AND c.place = 1
        """;

    /// <summary>
    /// Lines without our key, by the gateway's own number of a charge, where amount and currency leave one choice.
    /// $1 tenant, $2 statement.
    /// </summary>
    public const string MatchGatewayByReference = $"""
        WITH candidate AS (
            SELECT l.id AS line_id, c.id AS target_id, 'capture-' || c.key AS entry_key,
                count(*) OVER (PARTITION BY l.id) AS choices, count(*) OVER (PARTITION BY c.id) AS rivals
            FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
            JOIN {CapturedChargesSql.Charges} c ON c.tenant_id = l.tenant_id AND c.gateway = s.account
                AND c.gateway_reference = l.reference AND c.amount_minor = l.amount_minor AND c.currency = l.currency
            WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'charge' AND l.key IS NULL
                AND NOT EXISTS (SELECT FROM settlement.statement_lines t
                    WHERE t.tenant_id = $1 AND t.target_kind = 'charge' AND t.target_id = c.id)
        )
        UPDATE settlement.statement_lines l
        SET status = 'matched', target_kind = 'charge', target_id = c.target_id, entry_key = c.entry_key
        FROM candidate c WHERE l.id = c.line_id AND c.choices = 1 AND c.rivals = 1
        """;

    /// <summary>
    /// Fees nobody has booked: of matched lines, of payments to us, and lines that are nothing else. Answers account, currency, the first of
    /// the lines, what it comes to, and how many lines are nothing else. $1 tenant, $2 statement.
    /// </summary>
    public const string UnbookedFees = """
        SELECT s.account, s.currency, min(l.id),
            sum(CASE l.kind WHEN 'fee' THEN l.fee_minor - l.amount_minor ELSE l.fee_minor END)::bigint,
            count(*) FILTER (WHERE l.kind = 'fee')
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND (l.kind = 'fee' AND l.status = 'open'
            OR (l.kind = 'settlement' OR l.kind <> 'fee' AND l.status = 'matched')
                AND l.fee_minor <> 0 AND l.fee_entry_key IS NULL)
        GROUP BY s.id
        """;

    /// <summary>$1 tenant, $2 statement, $3 key of the entry.</summary>
    public const string NoteFees = """
        UPDATE settlement.statement_lines l SET fee_entry_key = $3,
            status = CASE l.kind WHEN 'fee' THEN 'booked' ELSE l.status END,
            entry_key = CASE l.kind WHEN 'fee' THEN $3 ELSE l.entry_key END
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND (l.kind = 'fee' AND l.status = 'open'
            OR (l.kind = 'settlement' OR l.kind <> 'fee' AND l.status = 'matched')
                AND l.fee_minor <> 0 AND l.fee_entry_key IS NULL)
        """;

    /// <summary>$1 tenant, $2 lines, $3 target kind, $4 targets or nulls, $5 entry keys or nulls.</summary>
    public const string MarkMatched = """
        UPDATE settlement.statement_lines l
        SET status = 'matched', target_kind = $3, target_id = m.target, entry_key = m.entry
        FROM unnest($2::bigint[], $4::bigint[], $5::text[]) AS m (line, target, entry)
        WHERE l.tenant_id = $1 AND l.id = m.line AND l.status = 'open'
        """;
}
