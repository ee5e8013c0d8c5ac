using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Catalog;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Checkout;
using Portal.Core.Tenancy.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>What is for sale, for buyers' apps.</summary>
internal static class OffersApi
{
    private const string Tag = "Checkout";
    private const int DefaultSize = 25;
    private const int LongestSearch = 100;

    public static void MapOffersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/v1/products", ListAsync)
            .RequirePermission(CheckoutPermissions.Browse)
            .WithSummary("Products for sale, with price and stock of this moment")
            .WithTags(Tag);
        api.MapGet("/v1/products/{id}", FindAsync)
            .RequirePermission(CheckoutPermissions.Browse)
            .WithSummary("One product for sale")
            .WithTags(Tag);
    }

    private static async Task<Answer<IReadOnlyList<OfferShape>>> ListAsync(
        OfferQueries offers,
        [Description("Part of a name or SKU")] string? search,
        [FromQuery(Name = "seller_id"), Description("Only of this shop")] string? sellerId,
        [FromQuery(Name = "in_stock"), Description("true for those there are pieces of")]
            string? inStock,
        [Description("name, price or added")] string? sort,
        [Description("false unless given")] string? descending,
        [Description("From 1")] string? page,
        [FromQuery(Name = "per_page"), Description("Rows per page")] string? perPage,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var request = new PageRequest(
            input.Page(page),
            input.Number("per_page", perPage, DefaultSize, PageRequest.MaxSize),
            sort,
            input.Flag("descending", descending, standard: false)
        );
        var filter = new OfferFilter
        {
            Search = input.Text("search", search, LongestSearch),
            Seller = input.IdOrNull("seller_id", sellerId) is { } seller
                ? new SellerId(seller)
                : null,
            IsInStock = input.Flag("in_stock", inStock, standard: false),
        };
        if (sort is not (null or "name" or "price" or "added"))
        {
            input.Mistake("sort", "Sort by name, price or added.");
        }

        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await offers.ListAsync(filter, request, ct)).Page(request, OfferShape.Of);
    }

    private static async Task<Answer<OfferShape>> FindAsync(
        string id,
        OfferQueries offers,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var product = new ProductId(input.Id("id", id));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        return await offers.FindAsync(product, ct) is { } offer
            ? ApiAnswers.Ok(OfferShape.Of(offer))
            : CatalogErrors.NotFound.ToHttp();
    }

    private sealed record OfferShape(
        long Id,
        string Sku,
        string Name,
        long SellerId,
        string SellerName,
        decimal Price,
        string Currency,
        int Available
    )
    {
        public static OfferShape Of(OfferView o) =>
            new(
                o.ProductId,
                o.Sku,
                o.Name,
                o.Seller.Value,
                o.SellerName,
                o.Price.Major,
                o.Price.Currency.Code,
                o.Available
            );
    }
}
