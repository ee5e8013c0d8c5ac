using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// What a gateway was expected to say of something of ours that no line stands for yet: amount, currency, the entry that
/// booked it. $1 tenant, $2 charge, refund or top-up, $3 gateway.
/// </summary>
internal static class HandMatchesSql
{
    public const string Charge = $"""
        SELECT c.amount_minor, c.currency, 'capture-' || c.key FROM {CapturedChargesSql.Charges} c
        WHERE c.tenant_id = $1 AND c.id = $2 AND c.gateway = $3 AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t WHERE t.tenant_id = $1 AND t.target_kind = 'charge' AND t.target_id = c.id)
        """;

    public const string TopUp = $"""
        SELECT u.amount_minor, u.currency, 'wallet-' || u.key FROM {CapturedTopUpsSql.TopUps} u
        WHERE u.tenant_id = $1 AND u.id = $2 AND u.gateway = $3 AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t WHERE t.tenant_id = $1 AND t.target_kind = 'top_up' AND t.target_id = u.id)
        """;

    public const string Refund = $"""
        SELECT -r.amount_minor, r.currency, {RefundRequestsSql.SentKey} FROM {RefundRequestsSql.Requests} r
        WHERE r.tenant_id = $1 AND r.refund_id = $2 AND r.gateway = $3 AND r.status = 'sent' AND NOT EXISTS (
            SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = 'refund' AND t.target_id = r.refund_id)
        """;
}
