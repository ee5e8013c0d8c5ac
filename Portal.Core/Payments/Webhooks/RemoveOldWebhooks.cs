using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Payments.Webhooks;

/// <summary>
/// Removes messages of gateways that were followed long ago. A gateway repeats one for days, and a
/// signature is good for minutes, so none of them can come again. Answers how many it were.
/// </summary>
public sealed class RemoveOldWebhooks(PortalConnections connections, TimeProvider clock)
{
    private const int KeptDays = 30;

    public async Task<int> HandleAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var remove = new NpgsqlCommand(
            "DELETE FROM payments.webhook_events WHERE received_at < $1 AND status = 'followed'",
            connection
        )
        {
            Parameters = { SqlValue.Of(clock.GetUtcNow().AddDays(-KeptDays)) },
        };
        return await remove.ExecuteNonQueryAsync(ct);
    }
}
