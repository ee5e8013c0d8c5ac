using Npgsql;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>Every connection a server of the test's own has to give, except the superuser's.</summary>
internal sealed class HeldConnections : IAsyncDisposable
{
    private readonly List<NpgsqlConnection> _held = [];

    /// <summary>The application's sessions are ended until none gets in any more.</summary>
    public static async Task<HeldConnections> TakeAllAsync(TestPortal portal)
    {
        var others = new NpgsqlConnectionStringBuilder(portal.Database.OwnerConnection)
        {
            Pooling = false,
        }.ConnectionString;
        var held = new HeldConnections();
        await Eventually.TrueAsync(
            async () =>
            {
                await portal.AdminScalarAsync<long>(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'portal_app'"
                );
                var before = held._held.Count;
                await held.TakeAsync(others);
                // A session that was just coming or going shows in the next round.
                return held._held.Count == before
                    && await portal.AdminScalarAsync<long>(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'portal_app'"
                    ) == 0;
            },
            "all connections are taken"
        );
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _held)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>As many as there are just now.</summary>
    private async Task TakeAsync(string connectionString)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(connectionString);
            try
            {
                await connection.OpenAsync();
                _held.Add(connection);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }
}
