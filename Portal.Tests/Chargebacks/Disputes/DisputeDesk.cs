using System.Net;
using System.Text.Json;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Payments.Stripe;
using Portal.Tests.Settlement;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>Orders paid through Stripe, and what a worker does about their disputes.</summary>
internal sealed class DisputeDesk(TestPortal portal, HookedGateway gateway)
{
    public PaidOrders Orders { get; } = new(portal);

    public ChargebackDesk Chargebacks { get; } = new(portal);

    /// <summary>An order of so many pieces at 10.00, under a charge of its own.</summary>
    public async Task<(long Order, string Charge)> PayAsync(int pieces)
    {
        var charge = $"ch_{Guid.NewGuid():N}";
        gateway.Answer = new GatewayAnswer(GatewayVerdict.Captured, charge);
        return (await Orders.PayAsync(pieces), charge);
    }

    public async Task<DisputeRound> FollowAsync()
    {
        await using var scope = portal.Scope();
        return (await scope.Get<FollowDisputes>().HandleAsync(default)).Value;
    }

    public async Task<Result<int>> SweepAsync()
    {
        await using var scope = portal.PlatformScope();
        return await scope.Get<SweepDisputes>().HandleAsync(default);
    }

    /// <summary>Found on the list, and followed.</summary>
    public async Task<DisputeRound> FindAndFollowAsync()
    {
        Assert.False((await SweepAsync()).Failed);
        return await FollowAsync();
    }

    /// <summary>Asked about now, instead of at its time.</summary>
    public async Task<DisputeRound> FollowAgainAsync()
    {
        await ComeDueAsync();
        return await FollowAsync();
    }

    public Task ComeDueAsync() =>
        portal.AdminScalarAsync<int>(
            """
            UPDATE chargebacks.disputes SET due_at = now() - interval '1 s' WHERE due_at IS NOT NULL;
            UPDATE chargebacks.evidence_sendings SET due_at = now() - interval '1 s' WHERE due_at IS NOT NULL
            """
        );

    public async Task<EvidenceRound> SendAsync()
    {
        await using var scope = portal.Scope();
        return (await scope.Get<SendEvidence>().HandleAsync(default)).Value;
    }

    public async Task<Result> RetryAsync(ChargebackId chargeback)
    {
        await using var scope = portal.Scope();
        return await scope.Get<RetryEvidence>().HandleAsync(new(chargeback), default);
    }

    public async Task<IReadOnlyList<DisputeRow>> OpenAsync()
    {
        await using var scope = portal.Scope();
        return (await scope.Get<DisputeQueries>().OpenAsync(default)).Value;
    }

    /// <summary>All chargebacks of the tenant.</summary>
    public async Task<IReadOnlyList<ChargebackRow>> AllAsync()
    {
        await using var scope = portal.Scope();
        return (
            await scope
                .Get<ChargebackQueries>()
                .ListAsync(
                    new ChargebackFilter(),
                    new PageRequest(Size: PageRequest.MaxSize),
                    default
                )
        )
            .Value
            .Rows;
    }

    public async Task<ChargebackRow> OneAsync() => Assert.Single(await AllAsync());

    /// <summary>State and message of a dispute.</summary>
    public Task<string?> StateAsync(string dispute) =>
        portal.AdminScalarAsync<string>(
            $"SELECT status || coalesce(': ' || message, '') FROM chargebacks.disputes WHERE reference = '{dispute}'"
        );

    /// <summary>Stripe calls the webhook about a dispute, whatever has become of it.</summary>
    public async Task TellAsync(
        TestWeb web,
        string secret,
        string id,
        string type,
        DisputeStub.Dispute dispute
    )
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                type,
                created = portal.Clock.GetUtcNow().ToUnixTimeSeconds(),
                data = new { @object = dispute.ToShape() },
            }
        );
        using var call = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe")
        {
            Content = new ByteArrayContent(body),
        };
        call.Headers.Add(
            "Stripe-Signature",
            StripeSignature.Of(body, secret, portal.Clock.GetUtcNow())
        );
        using var browser = web.Browser();
        using var answer = await browser.SendAsync(call);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
