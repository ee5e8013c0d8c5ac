using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Catalog.Contracts;

namespace Portal.Core.Catalog;

internal static class CatalogModule
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) =>
        services
            .AddSingleton<ProductPictureStorage>()
            .AddScoped<ProductPictures>()
            .AddScoped<ProductReader>();
}
