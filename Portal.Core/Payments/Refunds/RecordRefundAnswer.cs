using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>
/// Writes down what the gateway said of one refund, with its entry when the money left. It owns its
/// transaction; an answer to a try that somebody else has taken over is not written.
/// </summary>
public sealed class RecordRefundAnswer(
    PortalConnections connections,
    BookSentRefund book,
    Actor actor,
    RefundOptions options
)
{
    /// <summary>Refused when the books do not take the entry; then nothing is written.</summary>
    public async Task<Result> WriteAsync(
        DueRefund refund,
        RefundAnswer answer,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var record = new NpgsqlCommand(RefundsSql.Record, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(refund.Id.Value),
                SqlValue.Of(refund.Attempt),
                SqlValue.Of(SnakeCase.Of(RefundRetryPolicy.StatusOf(answer.Verdict))),
                SqlValue.OrNull(answer.Reference, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Code, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Message, NpgsqlDbType.Text),
                SqlValue.OrNull(
                    RefundRetryPolicy.WaitAfter(answer, refund.Attempt, options),
                    NpgsqlDbType.Interval
                ),
                SqlValue.OrNull(answer.Text, NpgsqlDbType.Text),
            },
        };
        record.Parameters.AddActor(actor);
        var isOurs = (long)(await record.ExecuteScalarAsync(ct))! == 1;
        if (isOurs && answer.Verdict is RefundVerdict.Sent)
        {
            var booked = await book.HandleAsync(connection, transaction, refund, ct);
            if (booked.Failed)
            {
                return booked;
            }
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
