using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Wallets;

/// <summary>
/// Writes down what the gateway said of one top-up, with its entry when it captured. It owns its transaction; an
/// answer to a try that somebody else has taken over is not written.
/// </summary>
public sealed class RecordTopUpAnswer(PortalConnections connections, WalletBooks books, Actor actor)
{
    /// <summary>Whatever does not say that it is captured or declined is asked about, a key the gateway never saw too.</summary>
    public static WalletTopUpStatus StatusOf(GatewayVerdict verdict) =>
        verdict switch
        {
            GatewayVerdict.Captured => WalletTopUpStatus.Captured,
            GatewayVerdict.Declined => WalletTopUpStatus.Declined,
            GatewayVerdict.Waiting => WalletTopUpStatus.Waiting,
            _ => WalletTopUpStatus.Unknown,
        };

    /// <summary>Refused when the books do not take the entry; then nothing is written.</summary>
    public async Task<Result> WriteAsync(DueTopUp topUp, GatewayAnswer answer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(topUp);
        ArgumentNullException.ThrowIfNull(answer);
        var status = StatusOf(answer.Verdict);
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var record = new NpgsqlCommand(TopUpsSql.Record, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(topUp.Id.Value),
                SqlValue.Of(topUp.Attempt),
                SqlValue.Of(SnakeCase.Of(status)),
                SqlValue.OrNull(answer.Reference, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.DeclineCode, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Message, NpgsqlDbType.Text),
                SqlValue.Of(WalletPolicy.WaitAfter(status, topUp.Attempt)),
                SqlValue.OrNull(answer.PaymentUrl, NpgsqlDbType.Text),
            },
        };
        record.Parameters.AddActor(actor);
        var isOurs = (long)(await record.ExecuteScalarAsync(ct))! == 1;
        if (isOurs && status is WalletTopUpStatus.Captured)
        {
            var booked = await books.TopUpAsync(connection, transaction, topUp, ct);
            if (booked.Failed)
            {
                return booked;
            }
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
