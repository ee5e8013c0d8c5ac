using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

public sealed record CompleteCartCommand(CartId Cart);

/// <summary>
/// Makes a cart one pending order, which the workflow reserves and pays. Refuses a cart that is not
/// there, expired, completed, lacks something, or whose products are no longer sold as the buyer was
/// told; nothing has moved then.
/// </summary>
public sealed class CompleteCart(
    BasketReader baskets,
    OrderPlacing placing,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>A cart changes once or twice while it is completed, not more.</summary>
    private const int Rounds = 5;

    public async Task<Result<PlacedOrder>> HandleAsync(
        CompleteCartCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        var look = new BasketLook { IsToBeOrdered = true };
        for (var round = 0; round < Rounds; round++)
        {
            if (await baskets.OfCartAsync(command.Cart, look, ct) is not { } basket)
            {
                return CheckoutErrors.CartNotFound;
            }

            if (BasketPolicy.CheckOpen(basket, clock.GetUtcNow()) is { Failed: true } closed)
            {
                return closed.Error;
            }

            var total = BasketPolicy.CheckOrder(basket);
            if (total.Failed)
            {
                return total.Error;
            }

            if (await placing.TryPlaceAsync(basket, total.Value, ct) is { } placed)
            {
                return placed;
            }
        }

        return Error.ChangedMeanwhile;
    }
}
