using Npgsql;

namespace Portal.Core.Data.Idempotency;

/// <summary>Forgets keys that are older than they are promised to be kept, some at a time; the worker calls it.</summary>
public sealed class RemoveOldKeys(PortalConnections connections, TimeProvider clock)
{
    private const int AtMost = 5_000;

    /// <summary>How many it removed; zero when none are left.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(KeyedCallSql.RemoveOld, connection)
        {
            Parameters =
            {
                SqlValue.Of(clock.GetUtcNow() - KeyedCall.KeptFor),
                SqlValue.Of(AtMost),
            },
        };
        return await command.ExecuteNonQueryAsync(ct);
    }
}
