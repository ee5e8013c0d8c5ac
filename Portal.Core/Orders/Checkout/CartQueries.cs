using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>Reads carts and what can be chosen for them. Whoever may fill a cart and knows its number sees it.</summary>
public sealed class CartQueries(
    BasketReader baskets,
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant
)
{
    /// <summary>$1 tenant, $2 country, $3 currency.</summary>
    private const string Deliveries = """
        SELECT code, name, price_minor FROM orders.delivery_options
        WHERE tenant_id = $1 AND country = $2 AND currency = $3 AND is_active
        ORDER BY position, code LIMIT 200
        """;

    /// <summary>$1 tenant, $2 country, $3 currency.</summary>
    private const string Payments = $"""
        SELECT code, name, min_minor, max_minor, fee_minor, fee_basis_points, gateway FROM {PaymentMethodsSql.Offered} m
        WHERE tenant_id = $1 AND country = $2 AND currency = $3 ORDER BY position, code LIMIT 200
        """;

    /// <summary>The cart at today's prices. Refuses one that does not exist.</summary>
    public async Task<Result<CartView>> FindAsync(CartId id, CancellationToken ct)
    {
        var basket = await ReadAsync(id, ct);
        if (basket.Failed)
        {
            return basket.Error;
        }

        var total = BasketPolicy.Total(basket.Value);
        return total.Failed ? total.Error : CartView.Of(basket.Value, total.Value);
    }

    /// <summary>The ways an order of this cart can be delivered. Refuses a cart without address.</summary>
    public async Task<Result<IReadOnlyList<DeliveryOffer>>> DeliveriesAsync(
        CartId id,
        CancellationToken ct
    )
    {
        var basket = await ReadAsync(id, ct);
        if (basket.Failed)
        {
            return basket.Error;
        }

        if (basket.Value is not { Country: { } country, Currency: var currency })
        {
            return CheckoutErrors.AddressMissing;
        }

        return await connections.ReadAsync(
            Deliveries,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(country), SqlValue.Of(currency.Code)],
            r => new DeliveryOffer(
                r.GetString(0),
                r.GetString(1),
                new Money(r.GetInt64(2), currency)
            ),
            ct
        );
    }

    /// <summary>
    /// The ways an order of this cart can be paid, each with its fee for the amount so far. Refuses a cart
    /// without address.
    /// </summary>
    public async Task<Result<IReadOnlyList<PaymentView>>> PaymentsAsync(
        CartId id,
        CancellationToken ct
    )
    {
        var basket = await ReadAsync(id, ct);
        if (basket.Failed)
        {
            return basket.Error;
        }

        if (basket.Value is not { Country: { } country, Currency: var currency })
        {
            return CheckoutErrors.AddressMissing;
        }

        var before = BasketPolicy.Total(basket.Value with { Payment = null });
        if (before.Failed)
        {
            return before.Error;
        }

        var offered = await connections.ReadAsync(
            Payments,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(country), SqlValue.Of(currency.Code)],
            r => BasketReader.PaymentOf(r, 0),
            ct
        );
        return offered
            .Where(p => p.Takes(before.Value.Total))
            .Select(p => new PaymentView(p.Code, p.Name, p.FeeOn(before.Value.Total)))
            .ToList();
    }

    private async Task<Result<Basket>> ReadAsync(CartId id, CancellationToken ct)
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        return await baskets.OfCartAsync(id, new BasketLook(), ct) is { } basket
            ? basket
            : CheckoutErrors.CartNotFound;
    }
}
