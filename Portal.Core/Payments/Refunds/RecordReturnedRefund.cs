using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>
/// Writes down that a refund came back, with the entry that reverses its leaving: it is owed to the buyer again, and a person
/// decides how they get it. It owns its transaction; an answer somebody else is ahead of is not written.
/// </summary>
public sealed class RecordReturnedRefund(
    PortalConnections connections,
    BookReversal reversal,
    Actor actor,
    LiveSignals signals
)
{
    /// <summary>Refused when the books do not take the entry; then nothing is written.</summary>
    public async Task<Result> WriteAsync(
        SentRefund refund,
        RefundAnswer answer,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var record = new NpgsqlCommand(SentRefundsSql.Return, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(refund.Id.Value),
                SqlValue.Of(refund.Lease),
                SqlValue.OrNull(answer.Code, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Message, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Text, NpgsqlDbType.Text),
            },
        };
        record.Parameters.AddActor(actor);
        if (await record.ExecuteScalarAsync(ct) is int returns)
        {
            var reversed = await reversal.OfKeyAsync(
                transaction,
                RefundEntryKeys.Sent(refund.Id, refund.Returns),
                RefundEntryKeys.Returned(refund.Id, returns),
                $"The refund came back to {refund.Gateway}.",
                ct
            );
            if (reversed.Failed)
            {
                return reversed.Error;
            }
        }

        await transaction.CommitAsync(ct);
        await signals.SendAsync(refund.Request.Tenant, LiveSignals.Orders);
        return Result.Ok;
    }
}
