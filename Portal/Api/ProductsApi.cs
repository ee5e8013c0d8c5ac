using Microsoft.Net.Http.Headers;
using Portal.Core.Catalog;
using Portal.Core.Catalog.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>Pictures of products, for pages.</summary>
internal static class ProductsApi
{
    /// <summary>Short for a product without a picture, because it may get one.</summary>
    private const string Kept = "private, max-age=3600";

    private const string NotKept = "private, max-age=60";

    /// <summary>A file that came from a shop may draw and say how, and do nothing else.</summary>
    private const string PictureOnly = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /// <summary>What is shown for a product without a picture: a parcel in grey.</summary>
    private static readonly byte[] Blank =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#8f97a5" fill-opacity=".14" d="M0 0h64v64H0z"/><path fill="none" stroke="#8f97a5" stroke-width="2.500" stroke-linejoin="round" d="M16 24l16-8 16 8v17l-16 8-16-8zm0 0l16 8 16-8M32 32v17"/></svg>
        """u8.ToArray();

    public static void MapProducts(this WebApplication app) =>
        app.MapGet("/products/{id:long}/picture", ShowAsync)
            .RequirePermission(CatalogPermissions.Read)
            .ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        long id,
        HttpContext context,
        ProductPictures pictures,
        ProductPictureStorage storage,
        CancellationToken ct
    )
    {
        var picture = await pictures.FindAsync(new ProductId(id), ct);
        if (picture is null)
        {
            return CatalogErrors.NotFound.ToHttp();
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PictureOnly;
        var file = picture.Key is { } key ? storage.Open(key) : null;
        headers.CacheControl = file is null ? NotKept : Kept;
        return file is null
            ? TypedResults.Bytes(Blank, "image/svg+xml")
            : TypedResults.Stream(
                file,
                "image/svg+xml",
                entityTag: new EntityTagHeaderValue(
                    $"\"{Path.GetFileNameWithoutExtension(picture.Key)}\""
                )
            );
    }
}
