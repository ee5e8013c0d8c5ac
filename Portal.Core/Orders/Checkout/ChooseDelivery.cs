using System.ComponentModel.DataAnnotations;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

public sealed record ChooseDeliveryCommand(
    CartId Cart,
    [property: Required, StringLength(40), RegularExpression(DeliveryAddress.OneLine)] string Code
);

/// <summary>Chooses how a cart's order is delivered, among what is offered in the country of its address.</summary>
public sealed class ChooseDelivery(CartChange cart)
{
    public async Task<Result<CartView>> HandleAsync(
        ChooseDeliveryCommand command,
        CancellationToken ct
    ) =>
        InputCheck.Of(command) is { Failed: true } mistakes
            ? mistakes.Error
            : await cart.MakeAsync(
                command.Cart,
                new BasketLook { Delivery = command.Code },
                basket =>
                    basket switch
                    {
                        { Address: null } => CheckoutErrors.AddressMissing,
                        { Delivery: null } => CheckoutErrors.DeliveryUnavailable,
                        _ => basket,
                    },
                ct
            );
}
