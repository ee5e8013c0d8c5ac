using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

public sealed record SetCartAddressCommand(CartId Cart, DeliveryAddress Address);

/// <summary>
/// Says where a cart's order goes. A delivery or a way to pay that is not offered there is no longer chosen.
/// </summary>
public sealed class SetCartAddress(CartChange cart)
{
    public async Task<Result<CartView>> HandleAsync(
        SetCartAddressCommand command,
        CancellationToken ct
    ) =>
        InputCheck.Of(command.Address) is { Failed: true } mistakes
            ? mistakes.Error
            : await cart.MakeAsync(
                command.Cart,
                new BasketLook { Country = command.Address.Country },
                basket => basket with { Address = command.Address },
                ct
            );
}
