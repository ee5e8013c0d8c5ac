using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>A shop that sells lamps, asked over http by a buyer's app.</summary>
public abstract class CheckoutTests : PortalTests
{
    private protected TestWeb Web { get; private set; } = null!;

    private protected TestShop Shop { get; private set; } = null!;

    private protected HookedGateway Gateway { get; } = new();

    /// <summary>Fifty in stock at 10.00.</summary>
    protected long Lamp { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Web = new TestWeb(Portal);
        Shop = await TestShop.OpenAsync(Portal, Web);
        Lamp = await new OrderSeed(Portal).AddProductAsync("LAMP", 50);
    }

    public override async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(Gateway);
}
