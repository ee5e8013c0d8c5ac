namespace Portal.Core.Settlement.Reconciliation;

/// <summary>For the migration.</summary>
internal static class MovementsSql
{
    /// <summary>Chargebacks from before reconciliation was told of them.</summary>
    public const string ExpectEarlier = """
        INSERT INTO settlement.gateway_movements (tenant_id, kind, target_id, gateway, reference, currency, amount_minor,
            fee_minor, entry_key, moved_at)
        SELECT tenant_id, 'chargeback', id, gateway, reference, currency, -amount_minor, fee_minor, 'chargeback-opened-' || id,
            recorded_at
        FROM chargebacks.chargebacks
        UNION ALL
        SELECT tenant_id, 'chargeback_won', id, gateway, reference, currency, amount_minor, 0, 'chargeback-won-' || id, ended_at
        FROM chargebacks.chargebacks WHERE status = 'won'
        """;
}
