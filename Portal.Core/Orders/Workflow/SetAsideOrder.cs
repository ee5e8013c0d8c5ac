using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// Takes one order that the database refuses out of the way of the others, and writes down why. It
/// owns its transaction. An order that cannot even be marked is left alone, and said so in the log.
/// </summary>
public sealed partial class SetAsideOrder(
    PortalConnections connections,
    RefusedOrders refused,
    WorkflowOptions options,
    Actor actor,
    ILogger<SetAsideOrder> logger
)
{
    /// <summary>
    /// A pending order fails. Nothing was charged yet, so it can be retried when the reason is gone.
    /// False when another worker has it, or it cannot be marked.
    /// </summary>
    public Task<bool> FailAsync(ClaimedOrder order, PostgresException error, CancellationToken ct)
    {
        LogRefused(error, order.Id);
        return MarkAsync(
            order.Id,
            async (connection, transaction) =>
            {
                await using var claim = new NpgsqlCommand(
                    WorkflowSql.ClaimOne,
                    connection,
                    transaction
                )
                {
                    Parameters = { SqlValue.Of(order.Id) },
                };
                if (await claim.ExecuteScalarAsync(ct) is null)
                {
                    return false;
                }

                await using var batch = new NpgsqlBatch(connection, transaction)
                {
                    BatchCommands =
                    {
                        FailureWriting.Command(
                            [
                                (
                                    order.Id,
                                    order.Attempt,
                                    OrderFailures.NotAccepted,
                                    error.MessageText
                                ),
                            ],
                            actor
                        ),
                    },
                };
                await batch.ExecuteNonQueryAsync(ct);
                return true;
            },
            ct
        );
    }

    /// <summary>
    /// An order whose payment is under way or made stays paying, because failing it would give up money
    /// that may be ours: it says what is wrong and is tried again, ever more seldom.
    /// </summary>
    public Task<bool> PutOffAsync(long orderId, Guid token, string reason, CancellationToken ct)
    {
        LogPutOff(orderId, reason);
        return MarkAsync(
            orderId,
            async (connection, transaction) =>
            {
                await using var batch = new NpgsqlBatch(connection, transaction)
                {
                    BatchCommands =
                    {
                        new NpgsqlBatchCommand(WorkflowSql.PutOff)
                        {
                            Parameters =
                            {
                                SqlValue.Of(orderId),
                                SqlValue.Of(token),
                                SqlValue.Of(reason),
                                SqlValue.Of(options.AskAgainAfter),
                            },
                        }.By(actor),
                    },
                };
                await batch.ExecuteNonQueryAsync(ct);
                return true;
            },
            ct
        );
    }

    /// <summary>Orders not to be claimed now.</summary>
    public long[] LeftAlone() => refused.Ids();

    /// <summary>Nothing can be written about this order.</summary>
    public void LeaveAlone(long orderId, PostgresException error)
    {
        refused.LeaveAlone(orderId);
        LogLeftAlone(error, orderId);
    }

    private async Task<bool> MarkAsync(
        long orderId,
        Func<NpgsqlConnection, NpgsqlTransaction, Task<bool>> mark,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            var isMarked = await mark(connection, transaction);
            await transaction.CommitAsync(ct);
            return isMarked;
        }
        catch (PostgresException e) when (RefusalPolicy.IsAboutValues(e))
        {
            LeaveAlone(orderId, e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database refuses order {Order}; it is set aside.")]
    private partial void LogRefused(Exception e, long order);

    [LoggerMessage(LogLevel.Warning, "Order {Order} cannot be ended and is put off: {Reason}")]
    private partial void LogPutOff(long order, string reason);

    [LoggerMessage(
        LogLevel.Error,
        "Order {Order} cannot be changed at all; this worker leaves it alone for some minutes."
    )]
    private partial void LogLeftAlone(Exception e, long order);
}
