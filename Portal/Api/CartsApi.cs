using Portal.Core.Orders.Checkout;
using Portal.Edge;

namespace Portal.Api;

/// <summary>Carts, for buyers' apps: fill one, say where and how, make it an order.</summary>
internal static class CartsApi
{
    private const string Tag = "Checkout";

    public static void MapCartsApi(this RouteGroupBuilder api)
    {
        var carts = api.MapGroup("/v1/carts")
            .RequirePermission(CheckoutPermissions.Write)
            .WithTags(Tag);
        carts
            .MapPost("/", CreateAsync)
            .WithSummary("Begins an empty cart; its id is the key to it")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts.MapGet("/{id}", FindAsync).WithSummary("The cart at today's prices");
        carts
            .MapPost("/{id}/lines", AddAsync)
            .WithSummary("Puts pieces of products in, on top of those that are in it; all or none")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts
            .MapPut("/{id}/lines/{productId}", SetAsync)
            .WithSummary("Leaves exactly so many pieces of a product in, at today's price")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts
            .MapDelete("/{id}/lines/{productId}", RemoveAsync)
            .WithSummary("Takes a product out")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts
            .MapPut("/{id}/address", SetAddressAsync)
            .WithSummary("Says where the order goes; its country decides what can be chosen")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts
            .MapGet("/{id}/delivery-options", ListDeliveriesAsync)
            .WithSummary("The ways the order can be delivered");
        carts
            .MapPut("/{id}/delivery-option", ChooseDeliveryAsync)
            .WithSummary("Chooses a delivery by its code")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts
            .MapGet("/{id}/payment-methods", ListPaymentsAsync)
            .WithSummary("The ways the order can be paid, with the fee of each");
        carts
            .MapPut("/{id}/payment-method", ChoosePaymentAsync)
            .WithSummary("Chooses a way to pay by its code")
            .TakesIdempotencyKey<CartView>(CartShape.Of);
        carts
            .MapPost("/{id}/complete", CompleteAsync)
            .WithSummary("Makes the cart an order, which is then reserved and paid")
            .TakesIdempotencyKey<PlacedOrder>(PlacedOrderShape.Of, isRequired: true);
    }

    private static async Task<Answer<CartShape>> CreateAsync(
        NewCart? cart,
        CreateCart create,
        CancellationToken ct
    ) =>
        (await create.HandleAsync(new(cart?.Currency, cart?.CustomerReference), ct)).ToApi(
            CartShape.Of
        );

    private static async Task<Answer<CartShape>> FindAsync(
        string id,
        CartQueries carts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await carts.FindAsync(cart, ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<CartShape>> AddAsync(
        string id,
        NewLines wanted,
        AddCartLines add,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        var lines = input.Lines(wanted.Lines);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await add.HandleAsync(new(cart, lines), ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<CartShape>> SetAsync(
        string id,
        string productId,
        LineQuantity line,
        SetCartLine set,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        var product = input.Id("product_id", productId);
        var quantity = input.Quantity("quantity", line.Quantity, least: 0);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await set.HandleAsync(new(cart, new(product), quantity), ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<CartShape>> RemoveAsync(
        string id,
        string productId,
        SetCartLine set,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        var product = input.Id("product_id", productId);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await set.HandleAsync(new(cart, new(product), Quantity: 0), ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<CartShape>> SetAddressAsync(
        string id,
        AddressShape address,
        SetCartAddress set,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await set.HandleAsync(new(cart, address.ToAddress()), ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<IEnumerable<DeliveryShape?>>> ListDeliveriesAsync(
        string id,
        CartQueries carts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await carts.DeliveriesAsync(cart, ct)).ToApi(found =>
                found.Select(DeliveryShape.Of)
            );
    }

    private static async Task<Answer<CartShape>> ChooseDeliveryAsync(
        string id,
        Choice choice,
        ChooseDelivery choose,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await choose.HandleAsync(new(cart, choice.Code ?? ""), ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<IEnumerable<PaymentShape?>>> ListPaymentsAsync(
        string id,
        CartQueries carts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await carts.PaymentsAsync(cart, ct)).ToApi(found => found.Select(PaymentShape.Of));
    }

    private static async Task<Answer<CartShape>> ChoosePaymentAsync(
        string id,
        Choice choice,
        ChoosePayment choose,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await choose.HandleAsync(new(cart, choice.Code ?? ""), ct)).ToApi(CartShape.Of);
    }

    private static async Task<Answer<PlacedOrderShape>> CompleteAsync(
        string id,
        CompleteCart complete,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var cart = input.Cart(id);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await complete.HandleAsync(new(cart), ct)).ToApi(PlacedOrderShape.Of);
    }

    private sealed record NewCart(string? Currency, string? CustomerReference);

    private sealed record NewLines(IReadOnlyList<LineShape?>? Lines);

    private sealed record LineQuantity(long? Quantity);

    private sealed record Choice(string? Code);
}
