using System.ComponentModel.DataAnnotations;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <param name="BankReference">What the bank's statement will say of it.</param>
/// <param name="PaidOn">The day it left the bank, by the tenant's calendar.</param>
public sealed record RecordRefundByHandCommand(
    RefundId Id,
    [property: Required, StringLength(100, MinimumLength = 3)] string BankReference,
    DateOnly PaidOn
);

/// <summary>
/// Books that a refund which no gateway gives back, as one of cash, was paid out from the marketplace's bank. Refuses
/// without the right, one that does not wait for a person, and a day to come. The order's history says who did it.
/// </summary>
public sealed class RecordRefundByHand(
    PortalConnections connections,
    BookSentRefund book,
    TenantReader tenants,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock,
    LiveSignals signals
)
{
    public async Task<Result> HandleAsync(RecordRefundByHandCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(PaymentsPermissions.SendRefunds, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input;
        }

        if (command.PaidOn > (await tenants.CurrentAsync(ct)).DayOf(clock.GetUtcNow()))
        {
            return Error.InvalidField("paid_on", "Not a day to come.");
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var paid = await PayAsync(connection, transaction, command, ct);
        if (paid.Failed)
        {
            return paid.Error;
        }

        var booked = await book.FromBankAsync(connection, transaction, paid.Value, ct);
        if (booked.Failed)
        {
            return booked;
        }

        await transaction.CommitAsync(ct);
        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return Result.Ok;
    }

    private async Task<Result<RefundByHand>> PayAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        RecordRefundByHandCommand command,
        CancellationToken ct
    )
    {
        var reference = command.BankReference.Trim();
        await using var pay = new NpgsqlCommand(RefundsSql.PayByHand, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(command.Id.Value),
                SqlValue.Of(reference),
                SqlValue.Of(command.PaidOn),
            },
        };
        pay.Parameters.AddActor(actor);
        await using var reader = await pay.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return RefundErrors.NotFound;
        }

        return reader.IsDBNull(0)
            ? RefundErrors.NotWaiting
            : new RefundByHand(
                command.Id,
                tenant.Id,
                reader.GetInt64(0),
                new Money(reader.GetInt64(1), Currency.Of(reader.GetString(2))),
                reader.GetInt32(3),
                reference
            );
    }
}
