using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Inventory.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>How the orders of a batch ended.</summary>
/// <param name="Completed">Paid; their stock has left.</param>
/// <param name="Declined">Failed by payment, or cancelled by their buyers before it; their stock is free again.</param>
/// <param name="Open">Still paying: the buyer has to, or it is unknown, or was not asked in time.</param>
/// <param name="Lost">Another worker had taken them over; nothing was written.</param>
public sealed record BatchEnd(int Completed, int Declined, int Open, int Lost)
{
    public static readonly BatchEnd Nothing = new(0, 0, 0, 0);

    public static BatchEnd operator +(BatchEnd one, BatchEnd other) =>
        new(
            one.Completed + other.Completed,
            one.Declined + other.Declined,
            one.Open + other.Open,
            one.Lost + other.Lost
        );
}

/// <summary>
/// The second transaction of a batch: writes down what the gateway said, books what it took, and
/// completes the orders or rolls them back. It refuses every order whose lease is no longer ours. It
/// owns its transaction. When the database or the ledger refuses a batch, each half is written by itself, until the order to blame is
/// alone; it is put off.
/// </summary>
public sealed class FinishOrders(
    PortalConnections connections,
    BookCaptures bookCaptures,
    WorkflowOptions options,
    Actor actor,
    SetAsideOrder setAside
)
{
    public async Task<BatchEnd> WriteAsync(
        LeasedBatch batch,
        IReadOnlyCollection<PaymentOutcome> outcomes,
        CancellationToken ct
    )
    {
        if (batch.Payments.Count == 0)
        {
            return BatchEnd.Nothing;
        }

        var together = await TryTogetherAsync(batch, outcomes, ct);
        if (!together.Failed)
        {
            return together.Value;
        }

        if (batch.Payments is [var only])
        {
            await setAside.PutOffAsync(
                only.Attempt.OrderId,
                batch.Token,
                together.Error.Message,
                ct
            );
            return BatchEnd.Nothing with { Open = 1 };
        }

        var half = batch.Payments.Count / 2;
        var first = batch with { Payments = [.. batch.Payments.Take(half)] };
        var rest = batch with { Payments = [.. batch.Payments.Skip(half)] };
        return await WriteAsync(first, outcomes, ct) + await WriteAsync(rest, outcomes, ct);
    }

    private async Task<Result<BatchEnd>> TryTogetherAsync(
        LeasedBatch batch,
        IReadOnlyCollection<PaymentOutcome> outcomes,
        CancellationToken ct
    )
    {
        try
        {
            return await WriteTogetherAsync(batch, outcomes, ct);
        }
        catch (PostgresException e) when (RefusalPolicy.IsAboutValues(e))
        {
            return OrderErrors.EndRefused(e.MessageText);
        }
    }

    private async Task<Result<BatchEnd>> WriteTogetherAsync(
        LeasedBatch batch,
        IReadOnlyCollection<PaymentOutcome> outcomes,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var owned = await LockOwnedAsync(connection, transaction, batch, ct);
        var said = outcomes
            .Where(o => owned.Contains(OrderOf(o)))
            .OrderBy(OrderOf)
            .ToLookup(o => o.Answer.Verdict);
        var (captured, declined) = (
            said[GatewayVerdict.Captured].ToList(),
            said[GatewayVerdict.Declined].ToList()
        );
        var unknown = said[GatewayVerdict.Unknown].Concat(said[GatewayVerdict.NeverSeen]).ToList();
        var waiting = said[GatewayVerdict.Waiting].ToList();
        List<PaymentOutcome> all = [.. captured, .. declined, .. waiting, .. unknown];
        await PaymentAttempts.RecordAsync(
            connection,
            transaction,
            all.ConvertAll(o => (o.Payment.Attempt.Key, o.Answer)),
            ct
        );
        var unasked = owned.Except(all.Select(OrderOf)).ToList();
        await WriteOrdersAsync(
            connection,
            transaction,
            captured,
            declined,
            [
                .. waiting.Select(o => new OpenOrder(
                    OrderOf(o),
                    GatewayVerdict.Waiting,
                    o.Answer.AskAgainAfter ?? options.AskWaitingAfter
                )),
                .. unknown.Select(o => new OpenOrder(OrderOf(o), GatewayVerdict.Unknown, default)),
                .. unasked.Select(id => new OpenOrder(id, null, default)),
            ],
            // What the timeline says already it does not say again.
            [.. all.Where(o => KindOf(o.Answer.Verdict) != KindOf(o.Payment.Earlier?.Said))],
            ct
        );
        // Last, because other batches of the tenant wait for its stock from here on. Their turn there is also
        // their turn at its accounts, which every batch needs: the books come after the stock.
        await StockReservations.SettleAsync(
            connection,
            transaction,
            [
                .. captured.Select(o => (OrderOf(o), true)),
                .. declined.Select(o => (OrderOf(o), false)),
            ],
            ct
        );
        var booked = await bookCaptures.HandleAsync(
            connection,
            transaction,
            captured.ConvertAll(o => o.Payment.Attempt),
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        await transaction.CommitAsync(ct);
        return new BatchEnd(
            captured.Count,
            declined.Count,
            waiting.Count + unknown.Count + unasked.Count,
            batch.Payments.Count - owned.Count
        );
    }

    private static async Task<HashSet<long>> LockOwnedAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        LeasedBatch batch,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(WorkflowSql.LockOwned, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(batch.Payments.Select(p => p.Attempt.OrderId).ToArray()),
                SqlValue.Of(batch.Token),
            },
        };
        var owned = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            owned.Add(reader.GetInt64(0));
        }

        return owned;
    }

    private async Task WriteOrdersAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<PaymentOutcome> captured,
        List<PaymentOutcome> declined,
        List<OpenOrder> open,
        List<PaymentOutcome> told,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (told.Count > 0)
        {
            batch.BatchCommands.Add(AppendAnswers(told));
        }

        if (captured.Count > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(WorkflowSql.Complete)
                {
                    Parameters = { SqlValue.Of(captured.Select(OrderOf).ToArray()) },
                }.By(actor)
            );
        }

        var calledOff = declined.FindAll(o => o.Payment.IsCalledOff);
        if (calledOff.Count > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(WorkflowSql.Cancel)
                {
                    Parameters = { SqlValue.Of(calledOff.Select(OrderOf).ToArray()) },
                }.By(actor)
            );
        }

        var failed = declined.FindAll(o => !o.Payment.IsCalledOff);
        if (failed.Count > 0)
        {
            batch.BatchCommands.Add(
                FailureWriting.Command(
                    failed.Select(o =>
                        (
                            OrderOf(o),
                            o.Payment.Attempt.Attempt,
                            OrderFailures.PaymentDeclined,
                            o.Answer.Message ?? o.Answer.DeclineCode
                        )
                    ),
                    actor
                )
            );
        }

        if (open.Count > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(WorkflowSql.LetGo)
                {
                    Parameters =
                    {
                        SqlValue.Of(open.Select(o => o.Id).ToArray()),
                        SqlValue.Texts(
                            open.Select(o => o.Said is { } verdict ? SnakeCase.Of(verdict) : null)
                        ),
                        SqlValue.Of(open.Select(o => o.Wait).ToArray()),
                        SqlValue.Of(options.AskAgainAfter),
                    },
                }
            );
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private NpgsqlBatchCommand AppendAnswers(List<PaymentOutcome> told) =>
        new NpgsqlBatchCommand(WorkflowSql.AppendAnswers)
        {
            Parameters =
            {
                SqlValue.Of(told.Select(o => o.Payment.Attempt.Tenant.Value).ToArray()),
                SqlValue.Of(told.Select(OrderOf).ToArray()),
                SqlValue.Of(told.Select(o => KindOf(o.Answer.Verdict)!).ToArray()),
                SqlValue.Of(told.Select(o => o.Payment.Attempt.Attempt).ToArray()),
                SqlValue.Of(told.Select(o => o.Payment.Attempt.Key).ToArray()),
                SqlValue.Texts(told.Select(o => o.Answer.Reference)),
                SqlValue.Texts(told.Select(o => o.Answer.DeclineCode)),
                SqlValue.Texts(told.Select(o => o.Answer.Message)),
                SqlValue.Of(told.Select(o => (int)o.Took.TotalMilliseconds).ToArray()),
            },
        }.By(actor);

    /// <param name="Said">Null when nobody was asked.</param>
    /// <param name="Wait">Until its buyer is asked about again, when it waits for one.</param>
    private sealed record OpenOrder(long Id, GatewayVerdict? Said, TimeSpan Wait);

    private static long OrderOf(PaymentOutcome outcome) => outcome.Payment.Attempt.OrderId;

    private static string? KindOf(GatewayVerdict? verdict) =>
        verdict switch
        {
            GatewayVerdict.Captured => OrderEvents.PaymentCaptured,
            GatewayVerdict.Declined => OrderEvents.PaymentDeclined,
            GatewayVerdict.Waiting => OrderEvents.PaymentWaiting,
            GatewayVerdict.Unknown or GatewayVerdict.NeverSeen => OrderEvents.PaymentUnknown,
            null => null,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };
}
