using System.ComponentModel.DataAnnotations;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

public sealed record ChoosePaymentCommand(
    CartId Cart,
    [property: Required, StringLength(40), RegularExpression(DeliveryAddress.OneLine)] string Code
);

/// <summary>
/// Chooses how a cart's order is paid, among what is offered for its country, currency and amount. Its
/// fee becomes part of the total.
/// </summary>
public sealed class ChoosePayment(CartChange cart)
{
    public async Task<Result<CartView>> HandleAsync(
        ChoosePaymentCommand command,
        CancellationToken ct
    ) =>
        InputCheck.Of(command) is { Failed: true } mistakes
            ? mistakes.Error
            : await cart.MakeAsync(
                command.Cart,
                new BasketLook { Payment = command.Code },
                Choose,
                ct
            );

    private static Result<Basket> Choose(Basket basket)
    {
        if (basket.Address is null)
        {
            return CheckoutErrors.AddressMissing;
        }

        var before = BasketPolicy.Total(basket with { Payment = null });
        if (before.Failed)
        {
            return before.Error;
        }

        return basket.Payment?.Takes(before.Value.Total) == true
            ? basket
            : CheckoutErrors.PaymentUnavailable;
    }
}
