using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>What to look at besides what a cart says already.</summary>
public sealed record BasketLook
{
    public IReadOnlyCollection<long> Products { get; init; } = [];

    public string? Country { get; init; }

    public string? Delivery { get; init; }

    public string? Payment { get; init; }

    public bool IsToBeOrdered { get; init; }
}

/// <summary>What one call wants to order.</summary>
public sealed record BasketWish(
    Currency Currency,
    string CustomerReference,
    DeliveryAddress Address,
    string Delivery,
    string Payment,
    IReadOnlyList<(long ProductId, int Quantity)> Lines
);

/// <summary>Reads baskets of the current tenant. The caller has checked the right.</summary>
public sealed class BasketReader(PortalConnections connections, CurrentTenant tenant)
{
    private const int FirstOfLine = 22;

    /// <summary>Null when there is no such cart.</summary>
    public async Task<Basket?> OfCartAsync(CartId id, BasketLook look, CancellationToken ct) =>
        Whole(
            await connections.ReadAsync(
                BasketSql.OfCart,
                [
                    SqlValue.Of(tenant.Id.Value),
                    SqlValue.Of(id.Value),
                    SqlValue.Of(look.Products.ToArray()),
                    SqlValue.OrNull(look.Country, NpgsqlDbType.Text),
                    SqlValue.OrNull(look.Delivery, NpgsqlDbType.Text),
                    SqlValue.OrNull(look.Payment, NpgsqlDbType.Text),
                    SqlValue.Of(look.IsToBeOrdered),
                ],
                Read,
                ct
            )
        );

    public async Task<Basket> OfCallAsync(BasketWish wish, CancellationToken ct)
    {
        var rows = await connections.ReadAsync(
            BasketSql.OfCall,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(wish.Currency.Code),
                SqlValue.Of(wish.Lines.Select(l => l.ProductId).ToArray()),
                SqlValue.Of(wish.Address.Country),
                SqlValue.Of(wish.Delivery),
                SqlValue.Of(wish.Payment),
                SqlValue.Of(wish.CustomerReference),
                SqlValue.Of(wish.Lines.Select(l => l.Quantity).ToArray()),
            ],
            Read,
            ct
        );
        return Whole(rows)! with { Address = wish.Address };
    }

    private static Basket? Whole(List<(Basket Basket, BasketLine? Line)> rows) =>
        rows.Count == 0
            ? null
            : rows[0].Basket with
            {
                Lines = [.. rows.Select(r => r.Line).OfType<BasketLine>()],
            };

    private static (Basket, BasketLine?) Read(NpgsqlDataReader r)
    {
        var currency = Currency.Of(r.GetString(5));
        var cart = r.IsDBNull(0)
            ? null
            : new BasketCart(
                new CartId(r.GetGuid(0)),
                r.GetInt32(1),
                r.GetInt64(2),
                r.IsDBNull(3) ? null : new OrderId(r.GetInt64(3)),
                r.GetFieldValue<DateTimeOffset>(4)
            );
        var basket = new Basket(
            cart,
            currency,
            TextOrNull(r, 6),
            r.IsDBNull(9) ? null : new CustomerId(r.GetInt64(9)),
            TextOrNull(r, 7) is { } address
                ? JsonSerializer.Deserialize<DeliveryAddress>(address)
                : null,
            TextOrNull(r, 8),
            r.IsDBNull(10)
                ? null
                : new DeliveryOffer(
                    r.GetString(10),
                    r.GetString(11),
                    new Money(r.GetInt64(12), currency)
                ),
            r.IsDBNull(13) ? null : PaymentOf(r, 13),
            r.GetInt32(20),
            [],
            r.IsDBNull(21) ? null : new OrderId(r.GetInt64(21))
        );
        return (basket, r.IsDBNull(FirstOfLine) ? null : LineOf(r));
    }

    internal static PaymentTerms PaymentOf(NpgsqlDataReader r, int first) =>
        new(
            r.GetString(first),
            r.GetString(first + 1),
            r.GetInt64(first + 2),
            r.IsDBNull(first + 3) ? null : r.GetInt64(first + 3),
            r.GetInt64(first + 4),
            r.GetInt32(first + 5),
            TextOrNull(r, first + 6)
        );

    private static BasketLine LineOf(NpgsqlDataReader r) =>
        new(
            r.GetInt64(FirstOfLine),
            r.GetInt32(FirstOfLine + 1),
            r.IsDBNull(FirstOfLine + 2) ? null : r.GetInt64(FirstOfLine + 2),
            r.IsDBNull(FirstOfLine + 3)
                ? null
                : new ProductOffer(
                    new SellerId(r.GetInt64(FirstOfLine + 3)),
                    r.GetString(FirstOfLine + 4),
                    r.GetString(FirstOfLine + 5),
                    new Money(
                        r.GetInt64(FirstOfLine + 6),
                        Currency.Of(r.GetString(FirstOfLine + 7))
                    ),
                    r.GetBoolean(FirstOfLine + 8),
                    r.GetInt32(FirstOfLine + 9)
                )
        );

    private static string? TextOrNull(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetString(column);
}
