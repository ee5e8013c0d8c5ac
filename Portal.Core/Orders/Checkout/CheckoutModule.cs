using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Orders.Checkout;

internal static class CheckoutModule
{
    public static IServiceCollection AddCheckout(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<CheckoutOptions>()
            .Bind(configuration.GetSection("Checkout"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddScoped<BasketReader>()
            .AddScoped<CartChange>()
            .AddScoped<OrderPlacing>()
            .AddScoped<CreateCart>()
            .AddScoped<AddCartLines>()
            .AddScoped<SetCartLine>()
            .AddScoped<SetCartAddress>()
            .AddScoped<ChooseDelivery>()
            .AddScoped<ChoosePayment>()
            .AddScoped<CompleteCart>()
            .AddScoped<PlaceOrder>()
            .AddScoped<CancelOrder>()
            .AddScoped<RegisterCustomer>()
            .AddScoped<RemoveExpiredCarts>()
            .AddScoped<CartQueries>()
            .AddScoped<OfferQueries>();
    }
}
