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

    private readonly string _admin;
    private readonly string _name;

    private TestDatabase(string admin, string name) => (_admin, _name) = (admin, name);

    /// <summary>As the application: <c>portal_app</c>, which owns nothing.</summary>
    public string AppConnection => Connection(_admin, "portal_app", _name);

    public string OwnerConnection => Connection(_admin, "portal_owner", _name);

    /// <summary>As superuser, for tests that tamper.</summary>
    public string AdminConnection =>
        new NpgsqlConnectionStringBuilder(_admin) { Database = _name }.ConnectionString;

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
        return new TestDatabase(Admin, name);
    }

    /// <summary>On a server of the test's own, which has no template.</summary>
    internal static async Task<TestDatabase> CreateAsync(PrivatePostgres server)
    {
        const string name = "portal_test";
        await CreateMigratedAsync(server.AdminConnection, name);
        return new TestDatabase(server.AdminConnection, name);
    }

    /// <summary>Moves its tables to a folder, which is empty and the server's, before anybody uses them.</summary>
    internal async Task MoveToAsync(string folder)
    {
        await ExecuteAsync(_admin, $"CREATE TABLESPACE elsewhere LOCATION '{folder}'");
        await ExecuteAsync(_admin, $"ALTER DATABASE {_name} SET TABLESPACE elsewhere");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(_admin, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var name = $"portal_test_template_{Environment.ProcessId}";
        await CreateMigratedAsync(Admin, name);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            ExecuteAsync(Admin, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                .GetAwaiter()
                .GetResult();
        return name;
    }

    private static async Task CreateMigratedAsync(string admin, string name)
    {
        await ExecuteAsync(
            admin,
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
        await ExecuteAsync(admin, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync(admin, $"CREATE DATABASE {name} OWNER portal_owner");
        await DatabaseMigrator.MigrateAsync(
            Connection(admin, "portal_owner", name),
            TimeProvider.System,
            CancellationToken.None
        );
        NpgsqlConnection.ClearAllPools();
    }

    private static string Connection(string admin, string role, string database) =>
        new NpgsqlConnectionStringBuilder(admin)
        {
            Username = role,
            Password = Password,
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
