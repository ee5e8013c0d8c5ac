using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Data.Idempotency;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <param name="Currency">The tenant's when null.</param>
/// <param name="CustomerReference">The buyer's number in the app's books; without one Portal makes one from their email.</param>
public sealed record CreateCartCommand(
    string? Currency,
    [property: StringLength(100), RegularExpression(DeliveryAddress.OneLine)]
        string? CustomerReference
);

/// <summary>Begins an empty cart.</summary>
public sealed class CreateCart(
    KeyedCall call,
    CurrentUser user,
    CurrentTenant current,
    TenantReader tenants,
    TimeProvider clock,
    IOptions<CheckoutOptions> options
)
{
    public async Task<Result<CartView>> HandleAsync(CreateCartCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        var currency = (await tenants.CurrentAsync(ct)).Currency;
        if (command.Currency is { } code && !Currency.TryParse(code, out currency))
        {
            return Error.InvalidField("currency", "Must be an ISO 4217 currency, e.g. GBP.");
        }

        var now = clock.GetUtcNow();
        var reference = string.IsNullOrWhiteSpace(command.CustomerReference)
            ? null
            : command.CustomerReference.Trim();
        var cart = new BasketCart(CartId.New(), 0, 0, null, now + options.Value.CartLifetime);
        var basket = new Basket(
            cart,
            currency,
            reference,
            Customer: null,
            Address: null,
            Country: null,
            Delivery: null,
            Payment: null,
            TaxBasisPoints: 0,
            Lines: [],
            NextOrder: null
        );
        var view = CartView.Of(basket, BasketPolicy.Total(basket).Value);
        var isCreated = await call.WriteAsync(
            CartSql.Create,
            [
                SqlValue.Of(current.Id.Value),
                SqlValue.Of(cart.Id.Value),
                SqlValue.Of(currency.Code),
                SqlValue.OrNull(reference, NpgsqlDbType.Text),
                SqlValue.Of(now),
                SqlValue.Of(cart.ExpiresAt),
            ],
            view,
            ct
        );
        return isCreated ? view : KeyedCallErrors.StillRunning;
    }
}
