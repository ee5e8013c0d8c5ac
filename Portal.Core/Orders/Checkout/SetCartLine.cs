using System.ComponentModel.DataAnnotations;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

/// <param name="Quantity">Zero takes the product out.</param>
public sealed record SetCartLineCommand(
    CartId Cart,
    ProductId Product,
    [property: Range(0, BasketPolicy.MostPieces)] int Quantity
);

/// <summary>
/// Leaves exactly so many pieces of a product in a cart, at today's price. Taking out what is not in it
/// changes nothing.
/// </summary>
public sealed class SetCartLine(CartChange cart)
{
    public async Task<Result<CartView>> HandleAsync(
        SetCartLineCommand command,
        CancellationToken ct
    ) =>
        InputCheck.Of(command) is { Failed: true } mistakes
            ? mistakes.Error
            : await cart.MakeAsync(
                command.Cart,
                new BasketLook { Products = [command.Product.Value] },
                basket =>
                    BasketPolicy.Put(
                        basket,
                        command.Product.Value,
                        command.Quantity,
                        isMore: false
                    ),
                ct
            );
}
