using Portal.Core.Orders.Checkout;
using Portal.Core.Orders.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>Orders placed without a cart, and called off, for buyers' apps.</summary>
internal static class PlacingApi
{
    private const string Tag = "Checkout";

    public static void MapPlacingApi(this RouteGroupBuilder api)
    {
        api.MapPost("/v1/orders", PlaceAsync)
            .RequirePermission(CheckoutPermissions.Write)
            .WithSummary("Places an order in one call, at today's prices")
            .WithTags(Tag)
            .TakesIdempotencyKey<PlacedOrder>(PlacedOrderShape.Of);
        api.MapPost("/v1/orders/{id}/cancel", CancelAsync)
            .RequirePermission(CheckoutPermissions.Write)
            .WithSummary(
                "Calls off an order that waits to be paid, closing the payment at its gateway first; 409 once it is paid"
            )
            .WithTags(Tag)
            .TakesIdempotencyKey<CancelledOrder>(CancelledOrderShape.Of);
    }

    private static async Task<Answer<PlacedOrderShape>> PlaceAsync(
        NewOrder order,
        PlaceOrder place,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var lines = input.Lines(order.Lines);
        var address = input.Address(order.Address);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (
                await place.HandleAsync(
                    new(
                        order.Currency,
                        order.CustomerReference,
                        address,
                        order.DeliveryOption ?? "",
                        order.PaymentMethod ?? "",
                        lines
                    ),
                    ct
                )
            ).ToApi(PlacedOrderShape.Of);
    }

    private static async Task<Answer<CancelledOrderShape>> CancelAsync(
        string id,
        CancelOrder cancel,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var order = new OrderId(input.Id("id", id));
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await cancel.HandleAsync(new(order), ct)).ToApi(CancelledOrderShape.Of);
    }

    private sealed record NewOrder(
        string? Currency,
        string? CustomerReference,
        IReadOnlyList<LineShape?>? Lines,
        AddressShape? Address,
        string? DeliveryOption,
        string? PaymentMethod
    );
}
