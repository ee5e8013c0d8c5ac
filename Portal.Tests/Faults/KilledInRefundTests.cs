using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;
using Portal.Jobs.Gateway;
using Portal.Tests.Infrastructure;
using Portal.Tests.Payments;

namespace Portal.Tests.Faults;

/// <summary>A worker dies by SIGKILL between asking for refunds and hearing of them; the next one finds out what became of them.</summary>
public sealed class KilledInRefundTests
{
    private const int Refunds = 6;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(GatewayMode.TimeoutBefore, 0)]
    [InlineData(GatewayMode.TimeoutAfter, Refunds)]
    public async Task Sending_Killed_GivesEachBackOnce(GatewayMode mode, int givenBefore)
    {
        var journal = Directory.CreateTempSubdirectory("gateway-");
        await using var gateway = await GatewayHost.StartAsync(
            new GatewaySettings(0, journal.FullName, new ApprovalPolicy(1), mode),
            default
        );
        using var impatient = new HttpClient { BaseAddress = gateway.Url, Timeout = Timeout };
        using var client = new HttpClient { BaseAddress = gateway.Url };
        await using var portal = await TestPortal.StartAsync(services =>
            services
                .AddSingleton<IPaymentGateway>(new SimulatedGatewayClient(impatient))
                .Configure<WorkflowOptions>(o =>
                {
                    o.Lease = Timeout * 6;
                    o.AskAgainAfter = TimeSpan.FromMilliseconds(100);
                })
        );
        foreach (var order in await portal.PayOrdersAsync(Refunds))
        {
            await portal.GrantRefundAsync(order, 400);
        }

        await using (var worker = StartWorker(portal, gateway))
        {
            await AskToSendAsync(portal);
            await Eventually.TrueAsync(
                async () =>
                    gateway.CountKeysAsked("refund-") == Refunds
                    && await portal.CountRefundsAsync("status = 'sending'") == Refunds
                    && (await GivenAsync(client)).Count == givenBefore,
                "the gateway has been asked for every refund",
                TimeSpan.FromMinutes(2)
            );
            await worker.KillAsync();
        }

        Assert.Equal(Refunds, await portal.CountRefundsAsync("status = 'sending'"));
        await portal.AdminScalarAsync<int>(
            "UPDATE payments.refunds SET due_at = clock_timestamp()"
        );
        await using var next = StartWorker(portal, gateway);
        await AskToSendAsync(portal);
        await Eventually.TrueAsync(
            async () =>
                await portal.CountRefundsAsync("status = 'sent'") == Refunds
                && await portal.AdminScalarAsync<bool>(InvariantChecker.SettlementIsDrained),
            "the next worker has sent them all",
            TimeSpan.FromMinutes(2)
        );
        await next.StopAsync();

        await InvariantChecker.CheckRefundsAsync(portal, client);
        await InvariantChecker.CheckAsync(portal.Database.AdminConnection);
        journal.Delete(recursive: true);
    }

    /// <summary>Its gateway's answer takes longer than this test waits for anything.</summary>
    private static WorkerProcess StartWorker(TestPortal portal, GatewayHost gateway) =>
        WorkerProcess.Start(
            portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Gateway__Url"] = gateway.Url.AbsoluteUri,
                ["Gateway__Timeout"] = "00:02:00",
                ["Workflow__Lease"] = "00:10:00",
                ["Workflow__HoldFor"] = "00:15:00",
                ["Refunds__Lease"] = "00:10:00",
            },
            "standard"
        );

    private static async Task AskToSendAsync(TestPortal portal)
    {
        await using var scope = portal.Scope();
        await using var db = await scope.DbAsync();
        await scope
            .Get<JobRequests>()
            .EnqueueAsync(db, new JobRequest("payments.send_refunds", JobQueue.Standard), default);
        await db.SaveChangesAsync();
    }

    private static async Task<List<RefundAnswerMessage>> GivenAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<List<RefundAnswerMessage>>("refunds"))!;
}
