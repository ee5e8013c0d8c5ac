using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Catalog;

/// <param name="Key">Where it lies in the storage; null while the product has none.</param>
public sealed record ProductPicture(string? Key);

/// <summary>Finds pictures of the products the reader may see.</summary>
public sealed class ProductPictures(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    /// <summary>Null for a product of another tenant or shop, as for one that does not exist.</summary>
    public async Task<ProductPicture?> FindAsync(ProductId id, CancellationToken ct)
    {
        var scope = await user.ScopeAsync(CatalogPermissions.Read, ct);
        if (scope.IsDenied)
        {
            return null;
        }

        var sellers = scope.Sellers;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Products.Where(p => p.Id == id)
            .Where(p => scope.IsWholeTenant || sellers.Contains(p.SellerId))
            .Select(p => new ProductPicture(p.ImageKey))
            .SingleOrDefaultAsync(ct);
    }
}
