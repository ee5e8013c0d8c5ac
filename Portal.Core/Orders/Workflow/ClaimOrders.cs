using System.Diagnostics;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Inventory.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// The first transaction of a batch: claims orders, reserves their stock, writes down the payments
/// to come. It owns its transaction and has committed when it returns. When the database refuses a
/// batch, fewer orders are claimed until the one to blame is alone; it is set aside.
/// </summary>
public sealed class ClaimOrders(
    PortalConnections connections,
    PaymentGateways gateways,
    WorkflowOptions options,
    Actor actor,
    SetAsideOrder setAside
)
{
    /// <summary>The oldest pending orders that no other worker has.</summary>
    public Task<LeasedBatch> PendingAsync(CancellationToken ct) =>
        BatchBisection.TryAsync<ClaimedOrder>(
            options.BatchSize,
            (atMost, tried) =>
                ClaimAsync(
                    WorkflowSql.ClaimPending,
                    [SqlValue.Of(atMost), SqlValue.Of(setAside.LeftAlone())],
                    tried,
                    ct
                ),
            (order, error) => FailAsync(order, error, ct)
        );

    /// <summary>One pending order; an empty batch when it is not pending or another worker has it.</summary>
    public Task<LeasedBatch> PendingAsync(long orderId, CancellationToken ct) =>
        BatchBisection.TryAsync<ClaimedOrder>(
            options.BatchSize,
            (_, tried) => ClaimAsync(WorkflowSql.ClaimOne, [SqlValue.Of(orderId)], tried, ct),
            (order, error) => FailAsync(order, error, ct)
        );

    /// <summary>Pending orders, counted up to a limit: enough to know how many pumps are worth it.</summary>
    public async Task<long> CountPendingAsync(int atMost, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(WorkflowSql.CountPending, connection)
        {
            Parameters = { SqlValue.Of(atMost) },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<LeasedBatch> FailAsync(
        ClaimedOrder order,
        PostgresException error,
        CancellationToken ct
    ) =>
        await setAside.FailAsync(order, error, ct)
            ? LeasedBatch.Empty with
            {
                Failed = 1,
                Tenants = [order.Tenant],
            }
            : LeasedBatch.Empty;

    private async Task<LeasedBatch> ClaimAsync(
        string claim,
        NpgsqlParameter[] which,
        List<ClaimedOrder> orders,
        CancellationToken ct
    ) =>
        await TryClaimAsync(claim, which, orders, isStockLocked: false, ct)
        // Another batch took what this one had counted on: decide again, with the stock locked.
        ?? await TryClaimAsync(
            claim,
            Array.ConvertAll(which, p => p.Clone()),
            orders,
            isStockLocked: true,
            ct
        )
        ?? throw new UnreachableException("Locked stock changed.");

    /// <summary>
    /// Null when stock was taken between looking and taking. Looking without a lock, and taking at
    /// the very end, lets batches of the same products run side by side.
    /// </summary>
    private async Task<LeasedBatch?> TryClaimAsync(
        string claim,
        NpgsqlParameter[] which,
        List<ClaimedOrder> orders,
        bool isStockLocked,
        CancellationToken ct
    )
    {
        var token = Guid.NewGuid();
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        orders.Clear();
        orders.AddRange(await ReadClaimedAsync(connection, transaction, claim, which, ct));
        if (orders.Count == 0)
        {
            return LeasedBatch.Empty;
        }

        var available = await StockReservations.AvailableAsync(
            connection,
            transaction,
            [
                .. orders
                    .SelectMany(o => o.Lines, (o, l) => (o.Tenant, l.ProductId))
                    .Where(p => p.ProductId is not null)
                    .Select(p => (p.Tenant, p.ProductId!.Value))
                    .Distinct(),
            ],
            isStockLocked,
            ct
        );
        var decisions = ReservationPolicy.Decide(orders, available);
        var reserved = decisions.Where(d => d.Refusal is null).Select(d => d.Order).ToList();
        var refused = decisions.Where(d => d.Refusal is not null).ToList();
        var attempts = reserved.ConvertAll(o => new AttemptStart(
            o.Tenant,
            o.Id,
            o.Attempt,
            o.Total,
            o.Gateway ?? gateways.Usual.Name
        ));
        await PaymentAttempts.StartAsync(connection, transaction, attempts, ct);
        await WriteAsync(connection, transaction, token, reserved, refused, ct);
        if (
            !await StockReservations.TryHoldAsync(
                connection,
                transaction,
                [.. reserved.SelectMany(ReservationPolicy.DemandOf, DemandFor)],
                options.HoldFor,
                ct
            )
        )
        {
            return null;
        }

        await transaction.CommitAsync(ct);
        return new LeasedBatch(
            token,
            attempts.ConvertAll(a => new DuePayment(a)),
            refused.Count,
            [.. orders.Select(o => o.Tenant).Distinct()]
        );
    }

    private static StockDemand DemandFor(ClaimedOrder order, (long ProductId, long Quantity) of) =>
        new(order.Id, order.Tenant, of.ProductId, (int)of.Quantity);

    private async Task WriteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Guid token,
        List<ClaimedOrder> reserved,
        List<ReservationDecision> refused,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (reserved.Count > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(WorkflowSql.Reserve)
                {
                    Parameters =
                    {
                        SqlValue.Of(reserved.Select(o => o.Id).ToArray()),
                        SqlValue.Of(reserved.Select(o => o.Attempt).ToArray()),
                        SqlValue.Of(token),
                        SqlValue.Of(options.Lease),
                    },
                }.By(actor)
            );
        }

        if (refused.Count > 0)
        {
            batch.BatchCommands.Add(
                FailureWriting.Command(
                    refused.Select(d =>
                        (d.Order.Id, d.Order.Attempt, d.Refusal!.Code, (string?)d.Refusal.Detail)
                    ),
                    actor
                )
            );
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<ClaimedOrder>> ReadClaimedAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string claim,
        NpgsqlParameter[] which,
        CancellationToken ct
    )
    {
        var orders = new List<ClaimedOrder>();
        var lines = new List<DemandedLine>();
        await using var command = new NpgsqlCommand(claim, connection, transaction);
        command.Parameters.AddRange(which);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetInt64(0);
            if (orders.Count == 0 || orders[^1].Id != id)
            {
                lines = [];
                orders.Add(
                    new ClaimedOrder(
                        id,
                        new TenantId(reader.GetInt64(1)),
                        reader.GetInt32(2),
                        new Money(reader.GetInt64(3), Currency.Of(reader.GetString(4))),
                        lines,
                        await reader.IsDBNullAsync(8, ct) ? null : reader.GetString(8)
                    )
                );
            }

            if (!await reader.IsDBNullAsync(7, ct))
            {
                lines.Add(
                    new DemandedLine(
                        await reader.IsDBNullAsync(5, ct) ? null : reader.GetInt64(5),
                        reader.GetString(6),
                        reader.GetInt32(7)
                    )
                );
            }
        }

        return orders;
    }
}
