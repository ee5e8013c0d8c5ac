using System.Text.Json;
using Microsoft.Extensions.Options;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Data.Idempotency;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// How every act on an open cart goes: look, decide, write under the version that was seen; when
/// another call came between, all of it again.
/// </summary>
public sealed class CartChange(
    BasketReader baskets,
    KeyedCall call,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock,
    IOptions<CheckoutOptions> options
)
{
    /// <summary>Every round one call gets through, so only a crowd on one cart runs out of them.</summary>
    private const int Rounds = 25;

    /// <summary>Refuses who may not, a cart that is not there or not open, and what <paramref name="change"/> refuses.</summary>
    public async Task<Result<CartView>> MakeAsync(
        CartId id,
        BasketLook look,
        Func<Basket, Result<Basket>> change,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        for (var round = 0; round < Rounds; round++)
        {
            if (await baskets.OfCartAsync(id, look, ct) is not { Cart: { } cart } seen)
            {
                return CheckoutErrors.CartNotFound;
            }

            var now = clock.GetUtcNow();
            if (BasketPolicy.CheckOpen(seen, now) is { Failed: true } closed)
            {
                return closed.Error;
            }

            var changed = change(seen);
            if (changed.Failed)
            {
                return changed.Error;
            }

            var basket = changed.Value with
            {
                Cart = cart with { ExpiresAt = now + options.Value.CartLifetime },
            };
            var total = BasketPolicy.Total(basket);
            if (total.Failed)
            {
                return total.Error;
            }

            var view = CartView.Of(basket, total.Value);
            if (await SaveAsync(basket, total.Value, view, now, ct))
            {
                return view;
            }
        }

        return Error.ChangedMeanwhile;
    }

    private Task<bool> SaveAsync(
        Basket basket,
        OrderTotal total,
        CartView view,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var lines = basket.Lines.Where(l => l.Quantity > 0).ToList();
        return call.WriteAsync(
            CartSql.Save,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(basket.Cart!.Id.Value),
                SqlValue.Of(basket.Cart.Version),
                SqlValue.OrNull(
                    basket.Address is { } address ? JsonSerializer.Serialize(address) : null,
                    NpgsqlDbType.Text
                ),
                SqlValue.OrNull(basket.Address?.Country, NpgsqlDbType.Text),
                SqlValue.OrNull(basket.Delivery?.Code, NpgsqlDbType.Text),
                SqlValue.OrNull(basket.Payment?.Code, NpgsqlDbType.Text),
                SqlValue.Of(total.Total.Minor),
                SqlValue.Of(now),
                SqlValue.Of(basket.Cart.ExpiresAt),
                SqlValue.Of(lines.Select(l => l.ProductId).ToArray()),
                SqlValue.Of(lines.Select(l => l.Quantity).ToArray()),
                SqlValue.Of(lines.Select(l => l.TakenAt!.Value).ToArray()),
            ],
            view,
            ct
        );
    }
}
