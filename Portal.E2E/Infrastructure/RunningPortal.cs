using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Portal.E2E.Infrastructure.RunningPortal))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Portal.E2E.Infrastructure;

/// <summary>
/// The whole product, started as processes on a database of its own with the demo data: gateway
/// simulator, worker and web. One for all browser tests.
/// </summary>
public sealed class RunningPortal : IAsyncLifetime
{
    /// <summary>Everybody's of the demo.</summary>
    public const string DemoPassword = "harbour-demo-portal";

    private const string Password = "portal-test";

    private readonly List<ChildProcess> _processes = [];
    private readonly string _database = $"portal_e2e_{Guid.NewGuid():N}";
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(),
        $"portal-e2e-{Guid.NewGuid():N}"
    );

    public Uri Address { get; private set; } = null!;

    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();

    private string HeapReport => Path.Combine(_folder, "heap");

    private static string Admin =>
        Environment.GetEnvironmentVariable("PORTAL_TEST_ADMIN")
        ?? throw new InvalidOperationException(
            "PORTAL_TEST_ADMIN is not set; run the tests with ./portal test."
        );

    private static string Redis =>
        Environment.GetEnvironmentVariable("PORTAL_TEST_REDIS")
        ?? throw new InvalidOperationException(
            "PORTAL_TEST_REDIS is not set; run the tests with ./portal test."
        );

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        await CreateDatabaseAsync();
        var (web, gateway) = (FreePort(), FreePort());
        Address = new Uri($"http://localhost:{web}");
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Portal"] = Connection("portal_app"),
            ["ConnectionStrings__PortalOwner"] = Connection("portal_owner"),
            ["ConnectionStrings__Redis"] = $"{Redis},abortConnect=false",
            ["Redis__Prefix"] = $"{_database}:",
            ["Storage__Path"] = Path.Combine(_folder, "files"),
            ["Mail__PickupPath"] = Path.Combine(_folder, "mail"),
            ["Gateway__Url"] = $"http://127.0.0.1:{gateway}",
            ["Demo__Password"] = DemoPassword,
            ["Identity__RequireSecondFactor"] = "false",
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        await ChildProcess.RunAsync("Portal.Jobs", _environment, "db", "migrate");
        await ChildProcess.RunAsync("Portal.Jobs", _environment, "db", "seed");
        _processes.Add(
            ChildProcess.Start(
                "Portal.Jobs",
                _environment,
                "gateway",
                "--port",
                $"{gateway}",
                "--journal",
                Path.Combine(_folder, "gateway")
            )
        );
        _processes.Add(ChildProcess.Start("Portal.Jobs", _environment, "worker"));
        _processes.Add(
            ChildProcess.Start(
                "Portal",
                new Dictionary<string, string>(_environment, StringComparer.Ordinal)
                {
                    ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                    [StartupHook.Report] = HeapReport,
                }
            )
        );
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Orders of a kettle, placed in the harbour today; the worker reserves and pays them.</summary>
    public async Task PlaceOrdersAsync(int count)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var lines = Enumerable
            .Range(1, count)
            .Select(n =>
                $"LIVE-{run}-{n},COP-0101,Kettle,1,{DateTime.UtcNow:yyyy-MM-dd HH:mm},64.95,C-{n}"
            );
        await ImportAsync([
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID",
            .. lines,
        ]);
    }

    /// <summary>Imports lines of a file into the harbour by the command, and waits.</summary>
    public async Task ImportAsync(IEnumerable<string> lines, params string[] options)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(file, lines);
        await ChildProcess.RunAsync(
            "Portal.Jobs",
            _environment,
            ["orders", "import", file, "--tenant", "harbour", "--wait", .. options]
        );
        File.Delete(file);
    }

    /// <summary>A rebuild of the harbour's figures that broke, as its worker would have parked it; it succeeds when it is retried.</summary>
    public async Task AddFailedJobAsync(string cause)
    {
        await using var connection = new NpgsqlConnection(Connection("portal_owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO jobs.runs (tenant_id, queue, kind, arguments, requested_by, run_at, created_at, started_at, ended_at,
                state, attempt, losses, is_cancel_requested, progress_done, error, cause)
            SELECT id, 'low', 'analytics.rebuild_boards', 'null', 'demo', now(), now(), now(), now(),
                'failed', 3, 0, false, 0, $1, $1
            FROM tenancy.tenants WHERE slug = 'harbour'
            """,
            connection
        )
        {
            Parameters = { new() { Value = cause } },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Uploaded files in the storage.</summary>
    public IReadOnlyCollection<string> StoredFiles()
    {
        var folder = Path.Combine(_folder, "files", "imports");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            : [];
    }

    /// <summary>Waits until every consumer of events has nothing left to do.</summary>
    public Task UntilEventsAreReadAsync() =>
        UntilAsync(
            """
            SELECT NOT EXISTS (SELECT FROM events.cursors c JOIN events.log e ON (e.xid, e.id) > (c.last_xid, c.last_id)
                WHERE e.kind = 'order.completed')
            """,
            "Events are still unread"
        );

    /// <summary>Waits until the order placed last has come to its end.</summary>
    public Task UntilOrdersAreWorkedAsync() =>
        UntilAsync(
            "SELECT status NOT IN ('pending', 'paying') FROM orders.orders ORDER BY id DESC LIMIT 1",
            "The last order is still under way"
        );

    /// <summary>Waits until the worker has let go of the demo's sales that were due, as it does every minute.</summary>
    public Task UntilSalesAreReleasedAsync() =>
        UntilAsync(
            """
            SELECT EXISTS (SELECT FROM settlement.sales WHERE status = 'released')
                AND NOT EXISTS (SELECT FROM settlement.sales WHERE status = 'held' AND due_at < now() - interval '5 minutes')
            """,
            "Sales that are due are still held"
        );

    /// <summary>Has the database as a story needs it, where what comes from outside cannot be played.</summary>
    public async Task PrepareAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("portal_owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.True(await command.ExecuteNonQueryAsync() > 0, "Nothing was prepared.");
    }

    private async Task UntilAsync(string sql, string otherwise)
    {
        await using var connection = new NpgsqlConnection(Connection("portal_owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        for (var started = TimeProvider.System.GetTimestamp(); ; )
        {
            if (await command.ExecuteScalarAsync() is true)
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
            {
                throw new InvalidOperationException($"{otherwise} after 5 minutes.");
            }

            await Task.Delay(500);
        }
    }

    /// <summary>What the web process has alive after all garbage was collected, and its working set then; bytes.</summary>
    public async Task<(long Heap, long WorkingSet)> CollectWebMemoryAsync()
    {
        var web = _processes[^1];
        File.Delete(HeapReport);
        using (var kill = Process.Start("kill", ["-USR1", $"{web.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        for (var started = TimeProvider.System.GetTimestamp(); !File.Exists(HeapReport); )
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException("No report of the heap after 30 s.");
            }

            await Task.Delay(50);
        }

        var heap = await File.ReadAllTextAsync(HeapReport);
        return (long.Parse(heap, CultureInfo.InvariantCulture), web.WorkingSet);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var deadline = TimeProvider.System.GetTimestamp(); ; )
        {
            _processes.ForEach(p => p.ThrowIfEnded());
            try
            {
                using var answer = await http.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The server does not listen yet; asked again below until the deadline.
            }

            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(90))
            {
                throw new InvalidOperationException(
                    "Not ready after 90 s: " + string.Join("---", _processes.Select(p => p.Output))
                );
            }

            await Task.Delay(100);
        }
    }

    private async Task CreateDatabaseAsync()
    {
        await ExecuteAsync(
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
        await ExecuteAsync($"CREATE DATABASE {_database} OWNER portal_owner");
    }

    private string Connection(string role) =>
        new NpgsqlConnectionStringBuilder(Admin)
        {
            Username = role,
            Password = Password,
            Database = _database,
            MaxPoolSize = 40,
        }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
