using Npgsql;
using Portal.Core.Data;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// A database of one test class on a real PostgreSQL: copied from a template that is migrated once
/// per run, dropped at the end. <c>PORTAL_TEST_ADMIN</c> connects as superuser.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    private readonly string _name;

    private TestDatabase(string name) => _name = name;

    /// <summary>As the application: <c>portal_app</c>, which owns nothing.</summary>
    public string AppConnection => Connection("portal_app", _name, Password);

    public string OwnerConnection => Connection("portal_owner", _name, Password);

    /// <summary>As superuser, for tests that tamper.</summary>
    public string AdminConnection =>
        new NpgsqlConnectionStringBuilder(Admin) { Database = _name }.ConnectionString;

    private static string Admin =>
        Environment.GetEnvironmentVariable("PORTAL_TEST_ADMIN")
        ?? throw new InvalidOperationException(
            "PORTAL_TEST_ADMIN is not set; run the tests with ./portal test."
        );

    private static string Password => "portal-test";

    public static async Task<TestDatabase> CreateAsync()
    {
        var template = await Template.Value;
        var name = $"portal_test_{Guid.NewGuid():N}";
        await ExecuteAsync(Admin, $"CREATE DATABASE {name} TEMPLATE {template} OWNER portal_owner");
        return new TestDatabase(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(Admin, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var name = $"portal_test_template_{Environment.ProcessId}";
        await ExecuteAsync(
            Admin,
            $"""
            DO $$ BEGIN
                PERFORM pg_advisory_xact_lock(727301);
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_owner') THEN
                    CREATE ROLE portal_owner LOGIN PASSWORD '{Password}';
                END IF;
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') THEN
                    CREATE ROLE portal_app LOGIN PASSWORD '{Password}';
                END IF;
            END $$
            """
        );
        await ExecuteAsync(Admin, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync(Admin, $"CREATE DATABASE {name} OWNER portal_owner");
        await DatabaseMigrator.MigrateAsync(
            Connection("portal_owner", name, Password),
            TimeProvider.System,
            CancellationToken.None
        );
        NpgsqlConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            ExecuteAsync(Admin, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                .GetAwaiter()
                .GetResult();
        return name;
    }

    private static string Connection(string role, string database, string password) =>
        new NpgsqlConnectionStringBuilder(Admin)
        {
            Username = role,
            Password = password,
            Database = database,
            MaxPoolSize = 40,
        }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
