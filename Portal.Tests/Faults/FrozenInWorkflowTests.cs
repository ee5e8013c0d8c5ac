using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Faults;

/// <summary>
/// A worker is frozen in the middle of a transaction, with the rows of its batch and the queue of
/// its tenant locked. PostgreSQL sees a healthy client that says nothing.
/// </summary>
public sealed class FrozenInWorkflowTests : PortalTests
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
    [InlineData("orders are paying, their stock not yet held", "inventory.holds")]
    public async Task Worker_FrozenInTransaction_LosesItAndWritesNothing(string point, string table)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(point);
        _gateway.Answer();
        var roadblock = await Roadblock.BeforeWritingAsync(Portal, table);
        await using var frozen = StartWorker();
        await roadblock.SomebodyStandsAsync();
        await frozen.FreezeAsync();
        await roadblock.DisposeAsync();

        await using var other = StartWorker();
        await Eventually.TrueAsync(
            async () => await CountAsync("status = 'completed'") == Orders,
            "the other worker has completed everything"
        );
        await Eventually.TrueAsync(
            () => Portal.AdminScalarAsync<bool>(InvariantChecker.FiguresAreDrained),
            "the figures are counted"
        );
        await frozen.ThawAsync();
        await Eventually.TrueAsync(
            () => Task.FromResult(frozen.Said("25P03")),
            "the frozen worker has met the end of its transaction"
        );
        await other.StopAsync();

        Assert.Equal(Orders, _gateway.Charged.Count);
        Assert.Equal(
            2 * Orders,
            await Portal.AdminScalarAsync<long>(
                "SELECT sold::bigint FROM inventory.stock_items WHERE reserved = 0"
            )
        );
    }

    private WorkerProcess StartWorker() =>
        WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__Portal"] =
                    $"{Portal.Settings["ConnectionStrings:Portal"]};Options=-c idle_in_transaction_session_timeout=2s",
                ["Gateway__Url"] = _gateway.Url,
                ["Gateway__Timeout"] = "00:00:05",
                ["Workflow__GatewayCalls"] = "100",
            }
        );

    private Task<long> CountAsync(string where) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM orders.orders WHERE {where}");
}
