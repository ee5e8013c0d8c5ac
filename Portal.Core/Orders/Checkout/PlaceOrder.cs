using System.ComponentModel.DataAnnotations;
using Portal.Core.Data.Idempotency;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <param name="Currency">The tenant's when null.</param>
/// <param name="CustomerReference">The buyer's number in the app's books; without one Portal makes one from their email.</param>
/// <param name="DeliveryOption">Code of a delivery offered in the country of the address.</param>
/// <param name="PaymentMethod">Code of a way to pay offered there.</param>
public sealed record PlaceOrderCommand(
    string? Currency,
    [property: StringLength(100), RegularExpression(DeliveryAddress.OneLine)]
        string? CustomerReference,
    DeliveryAddress Address,
    [property: Required, StringLength(40), RegularExpression(DeliveryAddress.OneLine)]
        string DeliveryOption,
    [property: Required, StringLength(40), RegularExpression(DeliveryAddress.OneLine)]
        string PaymentMethod,
    IReadOnlyList<WantedLine> Lines
);

/// <summary>
/// Places an order in one call, without a cart, at today's prices. Refuses what a cart would be refused
/// for.
/// </summary>
public sealed class PlaceOrder(
    BasketReader baskets,
    OrderPlacing placing,
    CurrentUser user,
    TenantReader tenants
)
{
    public async Task<Result<PlacedOrder>> HandleAsync(
        PlaceOrderCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        if (Check(command) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        var currency = (await tenants.CurrentAsync(ct)).Currency;
        if (command.Currency is { } code && !Currency.TryParse(code, out currency))
        {
            return Error.InvalidField("currency", "Must be an ISO 4217 currency, e.g. GBP.");
        }

        var basket = await baskets.OfCallAsync(
            new BasketWish(
                currency,
                OrderPlacing.ReferenceOf(command.CustomerReference, command.Address),
                command.Address,
                command.DeliveryOption,
                command.PaymentMethod,
                [.. command.Lines.Select(l => (l.Product.Value, l.Quantity))]
            ),
            ct
        );
        if (basket.Delivery is null)
        {
            return CheckoutErrors.DeliveryUnavailable;
        }

        if (basket.Payment is null)
        {
            return CheckoutErrors.PaymentUnavailable;
        }

        var total = BasketPolicy.CheckOrder(basket);
        if (total.Failed)
        {
            return total.Error;
        }

        return await placing.TryPlaceAsync(basket, total.Value, ct) is { } placed
            ? placed
            : KeyedCallErrors.StillRunning;
    }

    private static Result Check(PlaceOrderCommand command)
    {
        var mistakes = InputCheck.Of(command);
        if (mistakes.Failed)
        {
            return mistakes;
        }

        var address = InputCheck.Of(command.Address);
        return address.Failed ? address : WantedLines.Check(command.Lines);
    }
}
