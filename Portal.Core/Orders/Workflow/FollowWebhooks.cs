using Npgsql;
using Portal.Core.Data;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// Has the orders and refunds that gateways spoke of asked about now instead of at their time. A worker
/// that is asking at this moment may have the answer of before, so what it brings is not taken; whoever
/// asks next knows more. A message the database refuses fails alone and is left to a person. It owns its transaction.
/// </summary>
public sealed class FollowWebhooks(PortalConnections connections)
{
    public const int MostAtOnce = 500;

    private const string BeforeFollowing = "before_following";

    /// <summary>Orders are locked by id, as everywhere. $1 hints.</summary>
    private const string Follow = $"""
        WITH hints AS MATERIALIZED ({WebhookHintsSql.Locked}), due AS MATERIALIZED (
            SELECT o.id FROM orders.orders o
            WHERE o.status = 'paying' AND (o.id, o.attempt) IN (
                SELECT c.order_id, c.attempt FROM hints h JOIN {WebhookHintsSql.OpenCharges} c USING (order_id, attempt))
            ORDER BY o.id FOR UPDATE
        ), charges AS (
            UPDATE orders.orders o SET leased_until = clock_timestamp(), lease_token = gen_random_uuid()
            FROM due WHERE o.id = due.id
        ), refunds AS ({WebhookHintsSql.AskForRefunds})
        {WebhookHintsSql.Follow}
        """;

    /// <summary>One batch; answers how many messages it dealt with.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var atMost = MostAtOnce;
        while (true)
        {
            var (tried, isDone) = await TryAsync(atMost, ct);
            if (isDone)
            {
                return tried;
            }

            atMost = tried / 2;
        }
    }

    /// <summary>Not done when one of several is to blame: then nothing was written, and fewer are to be tried.</summary>
    private async Task<(int Tried, bool IsDone)> TryAsync(int atMost, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var hints = await LockAsync(connection, transaction, atMost, ct);
        if (hints.Length == 0)
        {
            return (0, true);
        }

        await transaction.SaveAsync(BeforeFollowing, ct);
        await using var follow = new NpgsqlCommand(Follow, connection, transaction)
        {
            Parameters = { SqlValue.Of(hints) },
        };
        try
        {
            await follow.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (RefusalPolicy.IsAboutValues(e))
        {
            if (hints.Length > 1)
            {
                return (hints.Length, false);
            }

            await transaction.RollbackAsync(BeforeFollowing, ct);
            await using var fail = new NpgsqlCommand(WebhookHintsSql.Fail, connection, transaction)
            {
                Parameters = { SqlValue.Of(hints[0]), SqlValue.Of(e.MessageText) },
            };
            await fail.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return (hints.Length, true);
    }

    private static async Task<long[]> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        int atMost,
        CancellationToken ct
    )
    {
        var hints = new List<long>();
        await using var find = new NpgsqlCommand(WebhookHintsSql.Lock, connection, transaction)
        {
            Parameters = { SqlValue.Of(atMost) },
        };
        await using var reader = await find.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            hints.Add(reader.GetInt64(0));
        }

        return [.. hints];
    }
}
