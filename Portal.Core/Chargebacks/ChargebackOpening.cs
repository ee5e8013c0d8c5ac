using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Contracts;

namespace Portal.Core.Chargebacks;

/// <summary>
/// What recording by hand and following a gateway's dispute have in common: keeps the order's sales in escrow and out of refunds.
/// Works in the caller's transaction, which has locked the order; does not save.
/// </summary>
public sealed class ChargebackOpening(DisputedSales sales, TimeProvider clock)
{
    /// <summary>$1 order.</summary>
    private const string Charge =
        $"SELECT c.key, c.gateway FROM {CapturedChargesSql.Charges} c WHERE c.order_id = $1";

    private const string NextId = """
        SELECT nextval(pg_get_serial_sequence('chargebacks.chargebacks', 'id')) AS "Value"
        """;

    /// <summary>What <see cref="PortalDbContext.SaveAsync"/> says of one that is there.</summary>
    internal static readonly (string, Error)[] Taken =
    [
        ("ux_chargebacks_tenant_id_gateway_reference", ChargebackErrors.ReferenceTaken),
        ("ux_chargebacks_tenant_id_key", ChargebackErrors.KeyReused),
    ];

    /// <summary>
    /// Refuses orders that no gateway with a bank was paid for, another currency, more than was captured and is neither refunded
    /// nor disputed, and an order whose sales are not recorded yet. The caller saves and then books.
    /// </summary>
    internal async Task<Result<Chargeback>> OpenAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        RefundableOrder order,
        RecordChargebackCommand command,
        CancellationToken ct
    )
    {
        var charge = await ChargeAsync(transaction, command.Order, ct);
        if (Decide(order, charge?.Gateway, command) is { Failed: true } refused)
        {
            return refused.Error;
        }

        if (!await DisputedSales.AreRecordedAsync(transaction, command.Order, ct))
        {
            return ChargebackErrors.NotBookedYet;
        }

        var chargeback = Draft(
            await NextIdAsync(db, ct),
            command,
            charge!.Value,
            db.Actor.Name,
            clock.GetUtcNow()
        );
        await OrderDisputes.OpenAsync(transaction, command.Order, command.Amount, ct);
        await sales.FreezeAsync(transaction, command.Order, chargeback.FrozenReason, ct);
        db.Chargebacks.Add(chargeback);
        db.Append(ChargebackOpened.Of(chargeback), clock);
        return chargeback;
    }

    private static Result Decide(
        RefundableOrder order,
        string? gateway,
        RecordChargebackCommand command
    ) =>
        order.IsHistory || gateway is null ? ChargebackErrors.NotPaid
        : gateway is RefundRequestsSql.Wallet or CashReceiptsSql.Gateway ? ChargebackErrors.NoBank
        : command.Amount.Currency != order.Left.Currency ? ChargebackErrors.WrongCurrency
        : command.Amount > order.Left ? ChargebackErrors.BeyondLeft(order.Left)
        : Result.Ok;

    private static async Task<(string Key, string Gateway)?> ChargeAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        CancellationToken ct
    )
    {
        await using var find = new NpgsqlCommand(Charge, transaction.Connection, transaction)
        {
            Parameters = { SqlValue.Of(order.Value) },
        };
        await using var reader = await find.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.GetString(1)) : null;
    }

    /// <summary>The event names it, and is saved with it.</summary>
    private static async Task<ChargebackId> NextIdAsync(PortalDbContext db, CancellationToken ct) =>
        new(await db.Database.SqlQueryRaw<long>(NextId).SingleAsync(ct));

    private static Chargeback Draft(
        ChargebackId id,
        RecordChargebackCommand command,
        (string Key, string Gateway) charge,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            OrderId = command.Order,
            ChargeKey = charge.Key,
            Gateway = charge.Gateway,
            Reference = command.Reference.Trim(),
            Key = command.Key,
            Currency = command.Amount.Currency,
            AmountMinor = command.Amount.Minor,
            FeeMinor = command.Fee.Minor,
            ReasonCode = command.ReasonCode.Trim(),
            EvidenceDueAt = command.EvidenceDueAt,
            RecordedBy = by,
            RecordedAt = now,
        };
}
