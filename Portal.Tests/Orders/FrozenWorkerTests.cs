using System.Globalization;
using System.Net.Http.Json;
using Portal.Core.Payments.Gateways;
using Portal.Jobs.Gateway;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>A worker process that is frozen past its lease, beside a gateway that fails too.</summary>
public sealed class FrozenWorkerTests : PortalTests
{
    private readonly DirectoryInfo _journal = Directory.CreateTempSubdirectory("gateway-");
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["Gateway__Timeout"] = "00:00:00.3",
        ["Workflow__Lease"] = "00:00:01.5",
        ["Workflow__GatewayCalls"] = "50",
        ["Workflow__AskAgainAfter"] = "00:00:00.1",
    };
    private GatewayHost _gateway = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // It may be frozen in the middle of a transaction.
        _settings["ConnectionStrings__Portal"] =
            $"{Portal.Settings["ConnectionStrings:Portal"]};Options=-c idle_in_transaction_session_timeout=2s";
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
    public async Task Worker_FrozenPastItsLease_WritesNothingAfterwards()
    {
        const int orders = 200;
        await SeedAsync(orders);
        await using var frozen = WorkerProcess.Start(Portal, _settings);
        await Eventually.TrueAsync(
            async () => await CountAsync("status = 'paying'") > 0,
            "the worker is paying"
        );
        await frozen.FreezeAsync();
        await Eventually.TrueAsync(
            async () =>
                await CountAsync("status = 'paying' AND leased_until > clock_timestamp()") == 0,
            "its leases have ended"
        );

        await using var other = WorkerProcess.Start(Portal, _settings);
        await AllEndedAsync();
        await frozen.ThawAsync();
        // Time enough for it to write what it had in hand, if it were let.
        await Task.Delay(TimeSpan.FromSeconds(2));

        await CheckAsync(orders);
    }

    private async Task SeedAsync(int orders)
    {
        var seed = new OrderSeed(Portal);
        var products = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            products.Add(await seed.AddProductAsync($"SKU-{i}", orders));
        }

        await seed.AddOrdersAsync(orders, i => [(products[i % 5], 1), (products[(i + 1) % 5], 1)]);
    }

    private Task AllEndedAsync() =>
        Eventually.TrueAsync(
            async () => await CountAsync("status IN ('pending', 'paying')") == 0,
            "every order has ended"
        );

    /// <summary>Orders, gateway and stock tell the same story; the rest is the invariants' to check.</summary>
    private async Task CheckAsync(int orders)
    {
        using var client = new HttpClient { BaseAddress = _gateway.Url };
        var statement = await client.GetFromJsonAsync<List<ChargeAnswerMessage>>("statement");
        var captured = statement!
            .Where(c => c.IsCaptured)
            .Select(c => long.Parse(c.Key.Split('-')[1], CultureInfo.InvariantCulture))
            .ToList();
        var completed = await Portal.AdminScalarAsync<long[]>(
            "SELECT array_agg(id ORDER BY id) FROM orders.orders WHERE status = 'completed'"
        );

        Assert.Equal(orders, await CountAsync("status IN ('completed', 'failed')"));
        Assert.Equal(completed, captured.Order());
        Assert.Equal(
            2 * captured.Count,
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(sold)::bigint FROM inventory.stock_items"
            )
        );
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(reserved)::bigint FROM inventory.stock_items"
            )
        );
    }

    private Task<long> CountAsync(string where) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM orders.orders WHERE {where}");
}
