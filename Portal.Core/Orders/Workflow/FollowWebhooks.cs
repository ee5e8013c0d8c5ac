using Npgsql;
using Portal.Core.Data;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// Has the orders and refunds that gateways spoke of asked about now instead of at their time. A worker
/// that is asking at this moment may have the answer of before, so what it brings is not taken; whoever
/// asks next knows more. Answers how many messages it followed.
/// </summary>
public sealed class FollowWebhooks(PortalConnections connections)
{
    public const int MostAtOnce = 500;

    /// <summary>Orders are locked by id, as everywhere. $1 at most.</summary>
    private const string Follow = $"""
        WITH hints AS MATERIALIZED ({WebhookHintsSql.Lock}), due AS MATERIALIZED (
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

    public async Task<int> HandleAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var follow = new NpgsqlCommand(Follow, connection)
        {
            Parameters = { SqlValue.Of(MostAtOnce) },
        };
        return await follow.ExecuteNonQueryAsync(ct);
    }
}
