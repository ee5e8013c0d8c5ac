using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Portal.Core.Imports;
using Portal.Core.Payments.Gateways;
using Portal.Jobs.Gateway;
using Portal.Tests.Imports;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Faults;

/// <summary>
/// Fifty workers die by SIGKILL, one after the other, while files are imported and their orders are
/// worked, beside a gateway that fails too. Whenever one dies another is at work and a third starts.
/// </summary>
public sealed class KilledWorkersTests : PortalTests
{
    private const int Kills = 50;
    private const int Products = 20;

    private const string Header =
        "order_id,order_date,customer_id,sku,quantity,unit_price,currency\n";

    private readonly DirectoryInfo _journal = Directory.CreateTempSubdirectory("gateway-");
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["Gateway__Timeout"] = "00:00:00.3",
        ["Workflow__Lease"] = "00:00:01.5",
        ["Workflow__GatewayCalls"] = "50",
        ["Workflow__AskAgainAfter"] = "00:00:00.1",
        // Small batches, so that there is work left for every worker to die in.
        ["Workflow__BatchSize"] = "20",
        ["Workflow__MinBatches"] = "2",
        ["Workflow__MaxBatches"] = "2",
    };
    private readonly Random _random;
    private readonly List<string> _references = [];
    private GatewayHost _gateway = null!;
    private long _lines;
    private int _files;

    public KilledWorkersTests()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        _random = new Random(seed);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _gateway = await GatewayHost.StartAsync(
            new GatewaySettings(
                0,
                _journal.FullName,
                new ApprovalPolicy(Seed: 11),
                GatewayMode.Mixed
            )
            {
                SlowFor = TimeSpan.FromMilliseconds(200),
            },
            default
        );
        _settings["Gateway__Url"] = _gateway.Url.AbsoluteUri;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _gateway.DisposeAsync();
        _journal.Delete(recursive: true);
    }

    [Fact]
    public async Task ImportAndWorkflow_KilledFiftyTimes_LoseDoubleAndChargeNothingTwice()
    {
        var seed = new OrderSeed(Portal);
        for (var i = 0; i < Products; i++)
        {
            await seed.AddProductAsync($"SKU-{i}", 1_000_000);
        }

        var (inImport, inWorkflow) = await KillAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_files} files, {_references.Count} orders; killed in {inImport} imports, with {inWorkflow} orders being paid"
        );
        Assert.True(inImport >= Kills / 5, $"Only {inImport} workers died importing.");
        Assert.True(inWorkflow >= Kills, $"Only {inWorkflow} orders were being paid.");

        _settings["Workflow__BatchSize"] = "200";
        _settings["Workflow__MaxBatches"] = "8";
        await using (var last = WorkerProcess.Start(Portal, _settings, "high"))
        {
            await Eventually.TrueAsync(
                async () =>
                    await NothingIsPutOffAsync()
                    && await CountAsync("imports.imports", "status <> 'completed'") == 0
                    && await CountAsync("orders.orders", "status IN ('pending', 'paying')") == 0,
                "everything is imported and worked",
                TimeSpan.FromMinutes(2)
            );
            await last.StopAsync();
        }

        await CheckAsync();
    }

    /// <summary>Answers how many imports and how many payments lost their worker.</summary>
    private async Task<(long Imports, long Payments)> KillAsync()
    {
        var workers = new Queue<WorkerProcess>();
        try
        {
            var (imports, payments) = (0L, 0L);
            for (var kill = 0; kill < Kills; kill++)
            {
                while (workers.Count < 3)
                {
                    workers.Enqueue(WorkerProcess.Start(Portal, _settings, "high"));
                }

                await KeepImportingAsync();
                await using var victim = workers.Dequeue();
                var id = await WhenAtWorkAsync(victim);
                await Task.Delay(_random.Next(0, 400));
                payments += await CountAsync("orders.orders", "status = 'paying'");
                await victim.KillAsync();
                imports += await LeasesEndAsync(id);
            }

            return (imports, payments);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.KillAsync();
                await worker.DisposeAsync();
            }
        }
    }

    /// <summary>It has signed on, and orders have ended or come since.</summary>
    private async Task<long> WhenAtWorkAsync(WorkerProcess worker)
    {
        var id = 0L;
        await Eventually.TrueAsync(
            async () =>
                (
                    id = await Portal.AdminScalarAsync<long>(
                        $"SELECT id FROM jobs.workers WHERE process_id = {worker.Id}"
                    )
                ) > 0,
            "the worker is up"
        );
        var before = await EventsAsync();
        await Eventually.TrueAsync(async () => await EventsAsync() > before, "something moved");
        return id;
    }

    private Task<long> EventsAsync() =>
        Portal.AdminScalarAsync<long>("SELECT coalesce(max(id), 0) FROM events.log");

    /// <summary>Half a minute passes for what the dead worker held; answers how many imports it had.</summary>
    private async Task<long> LeasesEndAsync(long worker) =>
        await Portal.AdminScalarAsync<long>(
            $"""
            WITH lost AS (
                UPDATE jobs.runs SET leased_until = now() - interval '1 second'
                WHERE worker_id = {worker} AND state = 'running' RETURNING about_id
            ), freed AS (
                UPDATE imports.imports SET leased_until = NULL WHERE id IN (SELECT about_id FROM lost)
            )
            SELECT count(*) FROM lost
            """
        );

    /// <summary>A minute passes for unknown payments, which are asked about ever more seldom; no worker's lease is as long.</summary>
    private async Task<bool> NothingIsPutOffAsync() =>
        await Portal.AdminScalarAsync<bool>(
            """
            WITH due AS (
                UPDATE orders.orders SET leased_until = clock_timestamp()
                WHERE status = 'paying' AND leased_until > clock_timestamp() + interval '2 seconds' RETURNING id
            )
            SELECT count(*) = 0 FROM due
            """
        );

    /// <summary>
    /// There is always a file under way, orders that wait to be worked, and now and then a longer file
    /// of history, written in two chunks.
    /// </summary>
    private async Task KeepImportingAsync()
    {
        var running = await CountAsync("imports.imports", "status = 'running'");
        if (running < 2 && await CountAsync("orders.orders", "status = 'pending'") < 200)
        {
            await ImportAsync(FileOf(300, 5), new ImportOptions());
        }

        if (running == 0)
        {
            await ImportAsync(FileOf(5_500, 1), ImportRuns.History);
        }
    }

    private async Task ImportAsync(string file, ImportOptions options)
    {
        var id = await Portal.UploadAsync(file, options);
        await using var scope = Portal.Scope();
        var started = await scope
            .Get<StartImport>()
            .HandleAsync(new StartImportCommand(id), default);
        Assert.False(started.Failed);
    }

    private string FileOf(int orders, int lines)
    {
        _files++;
        var file = new StringBuilder(Header);
        for (var order = 0; order < orders; order++)
        {
            var reference = FormattableString.Invariant($"F{_files}-{order}");
            _references.Add(reference);
            for (var line = 0; line < lines; line++)
            {
                file.Append(
                    CultureInfo.InvariantCulture,
                    $"{reference},2026-03-04,C{order % 50},SKU-{(order + line) % Products},{_random.Next(1, 4)},2.50,GBP\n"
                );
            }
        }

        _lines += orders * lines;
        return file.ToString();
    }

    /// <summary>Files, orders, gateway and stock tell the same story; the rest is the invariants' to check.</summary>
    private async Task CheckAsync()
    {
        using var client = new HttpClient { BaseAddress = _gateway.Url };
        var statement = await client.GetFromJsonAsync<List<ChargeAnswerMessage>>("statement");
        var captured = statement!
            .Where(c => c.IsCaptured)
            .Select(c => long.Parse(c.Key.Split('-')[1], CultureInfo.InvariantCulture))
            .Order();

        Assert.Equal(
            _references.Order(StringComparer.Ordinal),
            (
                await Portal.AdminScalarAsync<string[]>(
                    "SELECT array_agg(reference) FROM orders.orders"
                )
            )!.Order(StringComparer.Ordinal)
        );
        Assert.Equal(_lines, await CountAsync("orders.order_lines", "true"));
        Assert.Equal(_references.Count, await CountAsync("events.log", "kind = 'order.placed'"));
        Assert.Equal(
            await Portal.AdminScalarAsync<long[]>(
                "SELECT array_agg(id ORDER BY id) FROM orders.orders WHERE status = 'completed' AND NOT is_history"
            ),
            captured
        );
        Assert.Equal(
            await Portal.AdminScalarAsync<long>(
                """
                SELECT sum(l.quantity)::bigint FROM orders.order_lines l JOIN orders.orders o ON o.id = l.order_id
                WHERE o.status = 'completed' AND NOT o.is_history
                """
            ),
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(sold)::bigint FROM inventory.stock_items WHERE on_hand + sold = received AND reserved = 0"
            )
        );
    }

    private Task<long> CountAsync(string table, string where) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM {table} WHERE {where}");
}
