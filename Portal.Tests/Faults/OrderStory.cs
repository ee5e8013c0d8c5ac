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
/// The main job while something breaks: files are imported and their orders worked by worker
/// processes, beside a gateway that fails too. At the end files, orders, gateway and stock have to tell
/// the same story.
/// </summary>
internal sealed class OrderStory : IAsyncDisposable
{
    private const int Products = 20;

    private const string Header =
        "order_id,order_date,customer_id,sku,quantity,unit_price,currency\n";

    private readonly TestPortal _portal;
    private readonly GatewayHost _gateway;
    private readonly DirectoryInfo _journal;
    private readonly List<string> _references = [];
    private long _lines;

    private OrderStory(TestPortal portal, GatewayHost gateway, DirectoryInfo journal)
    {
        (_portal, _gateway, _journal) = (portal, gateway, journal);
        Settings["Gateway__Url"] = gateway.Url.AbsoluteUri;
    }

    /// <summary>Of the workers: short leases, and small batches, so that there is always one to break.</summary>
    public Dictionary<string, string> Settings { get; } =
        new(StringComparer.Ordinal)
        {
            ["Gateway__Timeout"] = "00:00:00.3",
            ["Workflow__Lease"] = "00:00:01.5",
            ["Workflow__GatewayCalls"] = "50",
            ["Workflow__AskAgainAfter"] = "00:00:00.1",
            ["Workflow__BatchSize"] = "20",
            ["Workflow__MinBatches"] = "2",
            ["Workflow__MaxBatches"] = "2",
        };

    public int Files { get; private set; }

    public int Orders => _references.Count;

    public static async Task<OrderStory> StartAsync(TestPortal portal)
    {
        var journal = Directory.CreateTempSubdirectory("gateway-");
        var gateway = await GatewayHost.StartAsync(
            new GatewaySettings(
                0,
                journal.FullName,
                new ApprovalPolicy(Seed: 11),
                GatewayMode.Mixed
            )
            {
                SlowFor = TimeSpan.FromMilliseconds(200),
            },
            default
        );
        var seed = new OrderSeed(portal);
        for (var i = 0; i < Products; i++)
        {
            await seed.AddProductAsync($"SKU-{i}", 1_000_000);
        }

        return new OrderStory(portal, gateway, journal);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _journal.Delete(recursive: true);
    }

    public WorkerProcess StartWorker() => WorkerProcess.Start(_portal, Settings, "high");

    /// <summary>From now on workers do as much as they can.</summary>
    public void HurryUp()
    {
        Settings["Workflow__BatchSize"] = "200";
        Settings["Workflow__MaxBatches"] = "8";
    }

    /// <summary>Hands a new file to the workers; the orders of history are not worked.</summary>
    public async Task ImportAsync(int orders, int lines, bool isHistory)
    {
        var id = await _portal.UploadAsync(
            FileOf(orders, lines),
            isHistory ? ImportRuns.History : new ImportOptions()
        );
        await using var scope = _portal.Scope();
        var started = await scope
            .Get<StartImport>()
            .HandleAsync(new StartImportCommand(id), default);
        Assert.False(started.Failed);
    }

    public async Task<bool> IsOverAsync() =>
        await NothingIsPutOffAsync()
        && await CountAsync("imports.imports", "status <> 'completed'") == 0
        && await CountAsync("orders.orders", "status IN ('pending', 'paying')") == 0;

    /// <summary>The rest is the invariants' to check.</summary>
    public async Task CheckAsync()
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
                await _portal.AdminScalarAsync<string[]>(
                    "SELECT array_agg(reference) FROM orders.orders"
                )
            )!.Order(StringComparer.Ordinal)
        );
        Assert.Equal(_lines, await CountAsync("orders.order_lines", "true"));
        Assert.Equal(Orders, await CountAsync("events.log", "kind = 'order.placed'"));
        Assert.Equal(
            await _portal.AdminScalarAsync<long[]>(
                "SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM orders.orders WHERE status = 'completed' AND NOT is_history"
            ),
            captured
        );
        Assert.Equal(
            await _portal.AdminScalarAsync<long>(
                """
                SELECT sum(l.quantity)::bigint FROM orders.order_lines l JOIN orders.orders o ON o.id = l.order_id
                WHERE o.status = 'completed' AND NOT o.is_history
                """
            ),
            await _portal.AdminScalarAsync<long>(
                "SELECT sum(sold)::bigint FROM inventory.stock_items WHERE on_hand + sold = received AND reserved = 0"
            )
        );
    }

    public Task<long> CountAsync(string table, string where) =>
        _portal.AdminScalarAsync<long>($"SELECT count(*) FROM {table} WHERE {where}");

    /// <summary>
    /// A minute passes for what waits before it is tried again: unknown payments, and jobs that failed.
    /// No worker's lease on an order is as long.
    /// </summary>
    private Task<bool> NothingIsPutOffAsync() =>
        _portal.AdminScalarAsync<bool>(
            """
            WITH due AS (
                UPDATE orders.orders SET leased_until = clock_timestamp()
                WHERE status = 'paying' AND leased_until > clock_timestamp() + interval '2 seconds' RETURNING id
            ), again AS (
                UPDATE jobs.runs SET run_at = now() WHERE state = 'waiting' AND run_at > now() RETURNING id
            )
            SELECT (SELECT count(*) FROM due) + (SELECT count(*) FROM again) = 0
            """
        );

    private string FileOf(int orders, int lines)
    {
        Files++;
        var file = new StringBuilder(Header);
        for (var order = 0; order < orders; order++)
        {
            var reference = FormattableString.Invariant($"F{Files}-{order}");
            _references.Add(reference);
            for (var line = 0; line < lines; line++)
            {
                file.Append(
                    CultureInfo.InvariantCulture,
                    $"{reference},2026-03-04,C{order % 50},SKU-{(order + line) % Products},{1 + (order + Files) % 3},2.50,GBP\n"
                );
            }
        }

        _lines += orders * lines;
        return file.ToString();
    }
}
