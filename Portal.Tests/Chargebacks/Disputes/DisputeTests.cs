using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>A marketplace that is paid through Stripe, whose disputes <see cref="Stripe"/> answers.</summary>
public abstract class DisputeTests : PortalTests
{
    internal HookedGateway Gateway { get; } = new("stripe");

    internal DisputeStub Stripe { get; private set; } = null!;

    internal DisputeDesk Desk { get; private set; } = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(Gateway)
            .AddSingleton<IDisputeGateway>(new StripeDisputes(Stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        Stripe = await DisputeStub.StartAsync();
        await base.InitializeAsync();
        Desk = new DisputeDesk(Portal, Gateway);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
