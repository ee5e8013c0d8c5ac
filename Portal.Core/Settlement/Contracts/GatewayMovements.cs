using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Contracts;

public enum GatewayMovementKind
{
    /// <summary>A buyer's bank took money back through the gateway.</summary>
    Chargeback,

    /// <summary>It gave the money back.</summary>
    ChargebackWon,
}

/// <summary>Money that a module below Settlement has booked as moved at a gateway, so that a line of its statement is expected.</summary>
/// <param name="Target">What moved it, by the module's own number.</param>
/// <param name="Reference">The gateway's number of it, which the line names.</param>
/// <param name="Amount">As the statement has it: below zero when the gateway has less.</param>
/// <param name="FeeMinor">What was booked as the gateway's fee for it with the same entry; a fee that was not comes with the statement.</param>
/// <param name="EntryKey">Of the entry that books it.</param>
public sealed record GatewayMovement(
    TenantId Tenant,
    GatewayMovementKind Kind,
    long Target,
    string Gateway,
    string Reference,
    Money Amount,
    long FeeMinor,
    string EntryKey,
    DateTimeOffset At
);

/// <summary>Tells reconciliation what to expect of gateways. Works in the caller's transaction.</summary>
public static class GatewayMovements
{
    /// <summary>$1 tenant, $2 kind, $3 target, $4 gateway, $5 reference, $6 currency, $7 amount, $8 fee, $9 entry, $10 when.</summary>
    private const string Insert = """
        INSERT INTO settlement.gateway_movements (tenant_id, kind, target_id, gateway, reference, currency, amount_minor,
            fee_minor, entry_key, moved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    /// <summary>$1 tenant, $2 kinds, $3 target, $4 reference.</summary>
    private const string Change = """
        UPDATE settlement.gateway_movements SET reference = $4 WHERE tenant_id = $1 AND kind = ANY ($2) AND target_id = $3
        """;

    public static async Task ExpectAsync(
        NpgsqlTransaction transaction,
        GatewayMovement moved,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(moved);
        await using var insert = new NpgsqlCommand(Insert, transaction.Connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(moved.Tenant.Value),
                SqlValue.Of(SnakeCase.Of(moved.Kind)),
                SqlValue.Of(moved.Target),
                SqlValue.Of(moved.Gateway),
                SqlValue.Of(moved.Reference),
                SqlValue.Of(moved.Amount.Currency.Code),
                SqlValue.Of(moved.Amount.Minor),
                SqlValue.Of(moved.FeeMinor),
                SqlValue.Of(moved.EntryKey),
                SqlValue.Of(moved.At),
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The gateway calls it by another number than a person wrote down.</summary>
    public static async Task RenameAsync(
        NpgsqlTransaction transaction,
        TenantId tenant,
        IEnumerable<GatewayMovementKind> kinds,
        long target,
        string reference,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var change = new NpgsqlCommand(Change, transaction.Connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Value),
                SqlValue.Of(kinds.Select(SnakeCase.Of).ToArray()),
                SqlValue.Of(target),
                SqlValue.Of(reference),
            },
        };
        await change.ExecuteNonQueryAsync(ct);
    }
}
