using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;
using Portal.Jobs.Gateway;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>The workflow beside a gateway that fails in every way a real one does.</summary>
public sealed class GatewayFaultTests
{
    private const int Orders = 500;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(300);

    public static TheoryData<GatewayMode> Modes => [.. Enum.GetValues<GatewayMode>()];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Pump_GatewayMisbehaves_ChargesEachOrderAtMostOnceAndFindsOutAll(
        GatewayMode mode
    )
    {
        var journal = Directory.CreateTempSubdirectory("gateway-");
        await using var gateway = await GatewayHost.StartAsync(
            new GatewaySettings(0, journal.FullName, new ApprovalPolicy(Seed: 7), mode)
            {
                SlowFor = Timeout * 2,
            },
            default
        );
        using var client = new HttpClient { BaseAddress = gateway.Url, Timeout = Timeout };
        await using var portal = await TestPortal.StartAsync(services =>
            services
                .AddSingleton<IPaymentGateway>(new SimulatedGatewayClient(client))
                .Configure<WorkflowOptions>(o =>
                {
                    o.Lease = Timeout * 6;
                    o.AskAgainAfter = TimeSpan.FromMilliseconds(100);
                    o.GatewayCalls = 50;
                })
        );
        var seed = new OrderSeed(portal);
        var product = await seed.AddProductAsync("MUG", Orders);
        await seed.AddOrdersAsync(Orders, _ => [(product, 1)]);

        await Eventually.TrueAsync(
            async () =>
            {
                await using var scope = portal.PlatformScope();
                var pump = scope.Get<OrderPump>();
                await pump.PumpPendingAsync(default);
                await pump.PumpOverdueAsync(default);
                return await CountAsync(portal, "status IN ('pending', 'paying')") == 0;
            },
            "no payment is unknown"
        );

        var statement = await client.GetFromJsonAsync<List<ChargeAnswerMessage>>("statement");
        var captured = statement!.Where(c => c.IsCaptured).Select(c => c.Key).ToList();
        Assert.Equal(Orders, statement!.Count);
        Assert.Equal(captured.Count, await CountAsync(portal, "status = 'completed'"));
        Assert.Equal(
            captured,
            await portal.AdminScalarAsync<string[]>(
                """SELECT array_agg(key::text ORDER BY key COLLATE "C") FROM payments.attempts WHERE status = 'captured'"""
            ) ?? []
        );
        await InvariantChecker.CheckAsync(portal.Database.AdminConnection);
        journal.Delete(recursive: true);
    }

    [Fact]
    public async Task Charge_KeyOfAnotherAmount_IsNotCharged()
    {
        var journal = Directory.CreateTempSubdirectory("gateway-");
        await using var gateway = await GatewayHost.StartAsync(
            new GatewaySettings(0, journal.FullName, new ApprovalPolicy(1), GatewayMode.Ok),
            default
        );
        using var client = new HttpClient { BaseAddress = gateway.Url };

        var first = await client.PostAsJsonAsync("charges", new ChargeMessage("k", 100, "GBP"));
        var again = await client.PostAsJsonAsync("charges", new ChargeMessage("k", 100, "GBP"));
        var other = await client.PostAsJsonAsync("charges", new ChargeMessage("k", 101, "GBP"));

        Assert.Equal(200, (int)first.StatusCode);
        Assert.Equal(
            await first.Content.ReadAsStringAsync(),
            await again.Content.ReadAsStringAsync()
        );
        Assert.Equal(422, (int)other.StatusCode);
        journal.Delete(recursive: true);
    }

    [Fact]
    public async Task Journal_CutOffInTheLastLine_KeepsTheWholeOnes()
    {
        var journal = Directory.CreateTempSubdirectory("gateway-");
        var settings = new GatewaySettings(
            0,
            journal.FullName,
            new ApprovalPolicy(1),
            GatewayMode.Ok
        );
        await using (var gateway = await GatewayHost.StartAsync(settings, default))
        {
            using var client = new HttpClient { BaseAddress = gateway.Url };
            await client.PostAsJsonAsync("charges", new ChargeMessage("whole", 100, "GBP"));
        }

        await File.AppendAllTextAsync(
            Path.Combine(journal.FullName, "charges.jsonl"),
            "{\"Key\":\"cut"
        );

        await using var again = await GatewayHost.StartAsync(settings, default);
        using var asking = new HttpClient { BaseAddress = again.Url };
        var statement = await asking.GetFromJsonAsync<List<ChargeAnswerMessage>>("statement");
        Assert.Equal(["whole"], statement!.Select(c => c.Key));
        journal.Delete(recursive: true);
    }

    private static Task<long> CountAsync(TestPortal portal, string where) =>
        portal.AdminScalarAsync<long>($"SELECT count(*) FROM orders.orders WHERE {where}");
}
