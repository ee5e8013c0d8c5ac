using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;
using Portal.Core.Payments.Refunds;
using Portal.Jobs.Gateway;
using Portal.Tests.Infrastructure;
using Portal.Tests.Settlement;

namespace Portal.Tests.Payments;

/// <summary>Refunds beside a gateway that fails in every way a real one does: never lost, never doubled, never guessed.</summary>
public sealed class RefundFaultTests
{
    private const int Orders = 40;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(300);

    public static TheoryData<GatewayMode> Modes => [.. Enum.GetValues<GatewayMode>()];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Gateway_Misbehaves_GivesEachRefundBackOnce(GatewayMode mode)
    {
        var journal = Directory.CreateTempSubdirectory("gateway-");
        await using var gateway = await GatewayHost.StartAsync(
            new GatewaySettings(0, journal.FullName, new ApprovalPolicy(1, Seed: 7), mode)
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
                .Configure<RefundOptions>(o =>
                {
                    o.AskAgainAfter = TimeSpan.FromMilliseconds(100);
                    o.RetryAfter = TimeSpan.FromSeconds(1);
                })
        );
        foreach (var order in await portal.PayOrdersAsync(Orders))
        {
            await portal.GrantRefundAsync(order, 300);
            await portal.GrantRefundAsync(order, 700);
        }

        await Eventually.TrueAsync(
            async () =>
            {
                await using var scope = portal.Scope();
                Assert.False((await scope.Get<SendRefunds>().HandleAsync(default)).Failed);
                return await portal.CountRefundsAsync("status <> 'sent'") == 0;
            },
            "every refund is sent",
            TimeSpan.FromMinutes(2)
        );

        Assert.Equal(2 * Orders, await portal.CountRefundsAsync("status = 'sent'"));
        await new PaidOrders(portal).ReadEventsAsync();
        using var asking = new HttpClient { BaseAddress = gateway.Url };
        await InvariantChecker.CheckRefundsAsync(portal, asking);
        await InvariantChecker.CheckAsync(portal.Database.AdminConnection);
        journal.Delete(recursive: true);
    }
}
