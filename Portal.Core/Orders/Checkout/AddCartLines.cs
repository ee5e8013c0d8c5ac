using System.ComponentModel.DataAnnotations;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

/// <summary>So many pieces of a product.</summary>
public sealed record WantedLine(
    ProductId Product,
    [property: Range(1, BasketPolicy.MostPieces)] int Quantity
);

public sealed record AddCartLinesCommand(CartId Cart, IReadOnlyList<WantedLine> Lines);

/// <summary>Puts pieces of products in a cart, on top of those that are in it: all of them or none.</summary>
public sealed class AddCartLines(CartChange cart)
{
    public async Task<Result<CartView>> HandleAsync(
        AddCartLinesCommand command,
        CancellationToken ct
    )
    {
        if (WantedLines.Check(command.Lines) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        return await cart.MakeAsync(
            command.Cart,
            new BasketLook { Products = [.. command.Lines.Select(l => l.Product.Value)] },
            basket =>
            {
                Result<Basket> filled = basket;
                foreach (var line in command.Lines)
                {
                    filled = BasketPolicy.Put(
                        filled.Value,
                        line.Product.Value,
                        line.Quantity,
                        isMore: true
                    );
                    if (filled.Failed)
                    {
                        return filled;
                    }
                }

                return filled;
            },
            ct
        );
    }
}
