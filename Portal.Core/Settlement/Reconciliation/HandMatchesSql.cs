using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// What a gateway was expected to say of something of ours that no line stands for yet: amount, currency, the entry that
/// booked it, and what of a fee that books. $1 tenant, $2 charge, refund, top-up or chargeback, $3 gateway.
/// </summary>
internal static class HandMatchesSql
{
    public static string Of(MatchTarget target) =>
        target switch
        {
            MatchTarget.Charge => Charge,
            MatchTarget.TopUp => TopUp,
            MatchTarget.Refund => Refund,
            MatchTarget.Chargeback => Chargeback,
            MatchTarget.ChargebackWon => ChargebackWon,
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, null),
        };

    private const string Charge = $"""
        SELECT c.amount_minor, c.currency, 'capture-' || c.key, 0::bigint FROM {CapturedChargesSql.Charges} c
        WHERE c.tenant_id = $1 AND c.id = $2 AND c.gateway = $3 AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t WHERE t.tenant_id = $1 AND t.target_kind = 'charge' AND t.target_id = c.id)
        """;

    private const string TopUp = $"""
        SELECT u.amount_minor, u.currency, 'wallet-' || u.key, 0::bigint FROM {CapturedTopUpsSql.TopUps} u
        WHERE u.tenant_id = $1 AND u.id = $2 AND u.gateway = $3 AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t WHERE t.tenant_id = $1 AND t.target_kind = 'top_up' AND t.target_id = u.id)
        """;

    private const string Refund = $"""
        SELECT -r.amount_minor, r.currency, {RefundRequestsSql.SentKey}, 0::bigint FROM {RefundRequestsSql.Requests} r
        WHERE r.tenant_id = $1 AND r.refund_id = $2 AND r.gateway = $3 AND r.status = 'sent' AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = 'refund' AND t.target_id = r.refund_id)
        """;

    private const string Chargeback = $"""
        SELECT m.amount_minor, m.currency, m.entry_key, m.fee_minor FROM settlement.gateway_movements m
        WHERE m.kind = 'chargeback' AND {Unseen}
        """;

    private const string ChargebackWon = $"""
        SELECT m.amount_minor, m.currency, m.entry_key, m.fee_minor FROM settlement.gateway_movements m
        WHERE m.kind = 'chargeback_won' AND {Unseen}
        """;

    private const string Unseen = """
        m.tenant_id = $1 AND m.target_id = $2 AND m.gateway = $3 AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = m.kind AND t.target_id = m.target_id)
        """;
}
