using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Faults;

/// <summary>A worker dies by SIGKILL at a named point of the workflow; the next one ends what it began.</summary>
public sealed class KilledInWorkflowTests : PortalTests
{
    private const int Orders = 30;

    private HesitatingGateway _gateway = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _gateway = await HesitatingGateway.StartAsync();
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", 1_000);
        await seed.AddOrdersAsync(Orders, _ => [(product, 2)]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("orders are claimed, their payments not yet written down", "payments.attempts")]
    [InlineData("payments are written down, the orders not yet paying", "events.log")]
    [InlineData("orders are paying, their stock not yet held", "inventory.holds")]
    public async Task Claiming_Killed_IsDoneByTheNextWorker(string point, string table)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(point);
        _gateway.Answer();
        await using var roadblock = await Roadblock.BeforeWritingAsync(Portal, table);
        await using var worker = StartWorker();
        await roadblock.SomebodyStandsAsync();

        await worker.KillAsync();
        await roadblock.ClearAfterKillAsync();

        Assert.Empty(_gateway.Charged);
        await NextWorkerEndsAsync();
    }

    [Fact]
    public async Task GatewayHoldsItsAnswer_Killed_IsChargedOnce()
    {
        await using var worker = StartWorker();
        await EverythingIsChargedAsync();

        await worker.KillAsync();
        _gateway.Answer();

        Assert.Equal(Orders, await CountAsync("status = 'paying'"));
        await NextWorkerEndsAsync();
    }

    [Theory]
    [InlineData("the gateway approved, the payment is not booked", "payments.attempts")]
    [InlineData("payments are booked, their orders are not completed", "events.log")]
    [InlineData("orders are completed, their stock has not left", "inventory.holds")]
    public async Task Finishing_Killed_IsChargedOnce(string point, string table)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(point);
        await using var worker = StartWorker();
        await EverythingIsChargedAsync();
        await using var roadblock = await Roadblock.BeforeWritingAsync(Portal, table);
        _gateway.Answer();
        await roadblock.SomebodyStandsAsync();

        await worker.KillAsync();
        await roadblock.ClearAfterKillAsync();

        Assert.Equal(Orders, await CountAsync("status = 'paying'"));
        await NextWorkerEndsAsync();
    }

    [Fact]
    public async Task FoldingFigures_Killed_CountsEveryOrderOnce()
    {
        _gateway.Answer();
        await using var roadblock = await Roadblock.BeforeWritingAsync(
            Portal,
            "analytics.daily_figures"
        );
        await using var worker = StartWorker();
        await roadblock.SomebodyStandsAsync();

        await worker.KillAsync();
        await roadblock.ClearAfterKillAsync();

        await NextWorkerEndsAsync();
    }

    private WorkerProcess StartWorker() =>
        WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Gateway__Url"] = _gateway.Url,
                ["Gateway__Timeout"] = "00:00:20",
                ["Workflow__Lease"] = "00:05:00",
                ["Workflow__GatewayCalls"] = "100",
            }
        );

    private Task EverythingIsChargedAsync() =>
        Eventually.TrueAsync(
            () => Task.FromResult(_gateway.Charged.Count == Orders),
            "the gateway has been asked for every payment"
        );

    /// <summary>The dead worker's leases end; after that every order is paid once, sold once and counted once.</summary>
    private async Task NextWorkerEndsAsync()
    {
        await Portal.AdminScalarAsync<int>(
            "UPDATE orders.orders SET leased_until = clock_timestamp() WHERE status = 'paying'"
        );
        await using var next = StartWorker();
        await Eventually.TrueAsync(
            async () => await CountAsync("status = 'completed'") == Orders,
            "the next worker has completed everything",
            TimeSpan.FromMinutes(2)
        );
        await Eventually.TrueAsync(
            () => Portal.AdminScalarAsync<bool>(InvariantChecker.FiguresAreDrained),
            "the figures are counted",
            TimeSpan.FromMinutes(2)
        );
        await next.StopAsync();

        var ids = await Portal.AdminScalarAsync<long[]>(
            "SELECT array_agg(id ORDER BY id) FROM orders.orders"
        );
        Assert.Equal(
            ids!,
            _gateway
                .Charged.Select(key =>
                    long.Parse(key.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)
                )
                .Order()
        );
        Assert.Equal(
            2 * Orders,
            await Portal.AdminScalarAsync<long>(
                "SELECT sold::bigint FROM inventory.stock_items WHERE reserved = 0 AND on_hand + sold = received"
            )
        );
    }

    private Task<long> CountAsync(string where) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM orders.orders WHERE {where}");
}
