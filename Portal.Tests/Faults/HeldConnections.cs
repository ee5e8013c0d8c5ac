using Npgsql;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>Every connection a server of the test's own has to give, except the superuser's.</summary>
internal sealed class HeldConnections : IAsyncDisposable
{
    private const string Name = "held";

    /// <summary>Places for sessions that are not a superuser's, less those that superusers sit on.</summary>
    private const string ToGive = """
        SELECT current_setting('max_connections')::int
            - current_setting('superuser_reserved_connections')::int
            - (SELECT count(*)::int
               FROM pg_stat_activity JOIN pg_roles ON rolname = usename
               WHERE rolsuper AND backend_type = 'client backend')
        """;

    private readonly List<NpgsqlConnection> _held = [];

    /// <summary>
    /// Everybody else's sessions are ended until all that the server gives are held here. Sessions are
    /// counted against what it has to give, because one that is still signing in takes its place
    /// before it shows in <c>pg_stat_activity</c>.
    /// </summary>
    public static async Task<HeldConnections> TakeAllAsync(TestPortal portal)
    {
        var others = new NpgsqlConnectionStringBuilder(portal.Database.OwnerConnection)
        {
            Pooling = false,
            ApplicationName = Name,
        }.ConnectionString;
        var held = new HeldConnections();
        await Eventually.TrueAsync(
            async () =>
            {
                await portal.AdminScalarAsync<long>(
                    $"""
                    SELECT count(pg_terminate_backend(pid))
                    FROM pg_stat_activity JOIN pg_roles ON rolname = usename
                    WHERE NOT rolsuper AND application_name <> '{Name}'
                    """
                );
                await held.TakeAsync(others);
                return held._held.Count >= await portal.AdminScalarAsync<int>(ToGive);
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
