using Npgsql;
using NpgsqlTypes;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Inventory.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>Which products a buyer is shown; everything left out matches all.</summary>
public sealed record OfferFilter
{
    /// <summary>Part of a name or SKU.</summary>
    public string? Search { get; init; }

    public SellerId? Seller { get; init; }

    /// <summary>Only products there are pieces of.</summary>
    public bool IsInStock { get; init; }
}

/// <summary>A product for sale, for a buyer's app.</summary>
public sealed record OfferView(
    long ProductId,
    string Sku,
    string Name,
    SellerId Seller,
    string SellerName,
    Money Price,
    int Available
);

/// <summary>What buyers' apps show: products for sale with their price and stock of this moment.</summary>
public sealed class OfferQueries(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant
)
{
    /// <summary>$1 tenant, $2 pattern, $3 shop, $4 only in stock, $5 one product; each but the first may be null.</summary>
    private const string Matching = $"""
        FROM {ProductOffersSql.Products} p
        JOIN tenancy.sellers n ON n.id = p.seller_id AND n.is_active
        LEFT JOIN {StockOnOfferSql.Stock} s ON s.tenant_id = $1 AND s.product_id = p.product_id
        WHERE p.tenant_id = $1 AND p.is_for_sale AND ($2::text IS NULL OR p.name ILIKE $2 OR p.sku ILIKE $2)
            AND ($3::bigint IS NULL OR p.seller_id = $3) AND (NOT $4 OR s.available > 0)
            AND ($5::bigint IS NULL OR p.product_id = $5)
        """;

    private const string Columns =
        "p.product_id, p.sku, p.name, p.seller_id, n.name, p.price_minor, p.currency, coalesce(s.available, 0)";

    /// <summary>$6 at most.</summary>
    private const string Count = $"SELECT count(*) FROM (SELECT {Matching} LIMIT $6) matching";

    /// <summary>$6 at most, $7 left out before.</summary>
    private static readonly string ByName = Rows("p.name, p.product_id");
    private static readonly string ByNameDown = Rows("p.name DESC, p.product_id DESC");
    private static readonly string ByPrice = Rows("p.price_minor, p.product_id");
    private static readonly string ByPriceDown = Rows("p.price_minor DESC, p.product_id DESC");
    private static readonly string ByAge = Rows("p.product_id");
    private static readonly string ByAgeDown = Rows("p.product_id DESC");

    /// <summary>One page by number; sorts are <c>name</c> (the default), <c>price</c> and <c>added</c>.</summary>
    public async Task<Result<Page<OfferView>>> ListAsync(
        OfferFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(CheckoutPermissions.Browse, ct))
        {
            return Error.Forbidden;
        }

        var total = await connections.ReadAsync(
            Count,
            [.. Parameters(filter, null), SqlValue.Of(PageRequest.CountLimit)],
            r => r.GetInt64(0),
            ct
        );
        var rows = await connections.ReadAsync(
            Sorted(page),
            [.. Parameters(filter, null), SqlValue.Of(page.Take), SqlValue.Of(page.Offset)],
            Read,
            ct
        );
        return new Page<OfferView>(rows, total[0], total[0] < PageRequest.CountLimit);
    }

    /// <summary>One product for sale; null when there is none.</summary>
    public async Task<OfferView?> FindAsync(ProductId id, CancellationToken ct)
    {
        if (!await user.MayAsync(CheckoutPermissions.Browse, ct))
        {
            return null;
        }

        var rows = await connections.ReadAsync(
            ByAge,
            [.. Parameters(new OfferFilter(), id.Value), SqlValue.Of(1), SqlValue.Of(0)],
            Read,
            ct
        );
        return rows.FirstOrDefault();
    }

    private static string Rows(string order) =>
        $"SELECT {Columns} {Matching} ORDER BY {order} LIMIT $6 OFFSET $7";

    private static string Sorted(PageRequest page) =>
        page switch
        {
            { Sort: "price", Descending: true } => ByPriceDown,
            { Sort: "price" } => ByPrice,
            { Sort: "added", Descending: true } => ByAgeDown,
            { Sort: "added" } => ByAge,
            { Descending: true } => ByNameDown,
            _ => ByName,
        };

    private IEnumerable<NpgsqlParameter> Parameters(OfferFilter filter, long? product) =>
        [
            SqlValue.Of(tenant.Id.Value),
            SqlValue.OrNull(
                string.IsNullOrWhiteSpace(filter.Search)
                    ? null
                    : LikePattern.Containing(filter.Search),
                NpgsqlDbType.Text
            ),
            SqlValue.OrNull(filter.Seller?.Value, NpgsqlDbType.Bigint),
            SqlValue.Of(filter.IsInStock),
            SqlValue.OrNull(product, NpgsqlDbType.Bigint),
        ];

    private static OfferView Read(NpgsqlDataReader r) =>
        new(
            r.GetInt64(0),
            r.GetString(1),
            r.GetString(2),
            new SellerId(r.GetInt64(3)),
            r.GetString(4),
            new Money(r.GetInt64(5), Currency.Of(r.GetString(6))),
            r.GetInt32(7)
        );
}
