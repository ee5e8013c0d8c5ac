using Portal.Core.Orders.Checkout;

namespace Portal.Api;

/// <summary>Buyers by the number the app gives them.</summary>
internal static class CustomersApi
{
    public static void MapCustomersApi(this RouteGroupBuilder api) =>
        api.MapPut("/v1/customers/{reference}", RegisterAsync)
            .RequirePermission(CheckoutPermissions.Write)
            .WithSummary(
                "Makes a buyer known before their first order, e.g. to fill their wallet, or puts their name right"
            )
            .WithTags("Checkout")
            .TakesIdempotencyKey<RegisteredCustomer>(CustomerShape.Of);

    private static async Task<Answer<CustomerShape>> RegisterAsync(
        string reference,
        NewCustomer customer,
        RegisterCustomer register,
        CancellationToken ct
    ) =>
        (await register.HandleAsync(new(reference, customer.Name ?? "", customer.Email), ct)).ToApi(
            CustomerShape.Of
        );

    private sealed record NewCustomer(string? Name, string? Email);

    private sealed record CustomerShape(string CustomerReference, string Name, string? Email)
    {
        public static CustomerShape Of(RegisteredCustomer c) => new(c.Reference, c.Name, c.Email);
    }
}
