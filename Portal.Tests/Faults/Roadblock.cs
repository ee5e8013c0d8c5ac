using Npgsql;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>
/// A lock of the test on what a worker needs next, so that it stands exactly there: to kill it at a
/// named point, without a line in the product that knows of tests.
/// </summary>
internal sealed class Roadblock : IAsyncDisposable
{
    /// <summary>In a database of the test's own nobody but its workers waits for a lock.</summary>
    private const string Standing =
        "FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private readonly TestPortal _portal;
    private readonly NpgsqlConnection _connection;

    private Roadblock(TestPortal portal, NpgsqlConnection connection) =>
        (_portal, _connection) = (portal, connection);

    /// <summary>Nobody writes to the table; it can be read.</summary>
    public static Task<Roadblock> BeforeWritingAsync(TestPortal portal, string table) =>
        OfAsync(portal, $"LOCK TABLE {table} IN EXCLUSIVE MODE");

    /// <summary>Whatever the statement has locked or written, in a transaction that stays open.</summary>
    public static async Task<Roadblock> OfAsync(TestPortal portal, string sql)
    {
        var connection = new NpgsqlConnection(portal.Database.AdminConnection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return new Roadblock(portal, connection);
    }

    /// <summary>A worker has come to it, with a statement that has the words.</summary>
    public Task SomebodyStandsAsync(string words = "") =>
        Eventually.TrueAsync(
            () =>
                _portal.AdminScalarAsync<bool>(
                    $"SELECT EXISTS (SELECT {Standing} AND strpos(query, '{words}') > 0)"
                ),
            "the worker stands at the lock"
        );

    /// <summary>
    /// What the killed worker was about to do does not happen: PostgreSQL would otherwise end a statement
    /// whose client is gone. Then the way is free.
    /// </summary>
    public async Task ClearAfterKillAsync()
    {
        await _portal.AdminScalarAsync<long>($"SELECT count(pg_terminate_backend(pid)) {Standing}");
        await DisposeAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
