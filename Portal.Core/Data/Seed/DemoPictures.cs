using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>Gives the demo's products their pictures. A product that has one keeps it.</summary>
internal sealed class DemoPictures(
    IDbContextFactory<PortalDbContext> contexts,
    ProductPictureStorage storage
) : IDemoStep
{
    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var names = DemoCatalog.Products.Select(p => p.Name).ToArray();
        var bare = await db
            .Products.Where(p => p.ImageKey == null && names.Contains(p.Name))
            .ToListAsync(ct);
        foreach (var product in bare)
        {
            if (DemoDrawings.Of(product.Name) is { } drawing)
            {
                var bytes = Encoding.UTF8.GetBytes(drawing);
                product.ImageKey = await storage.StoreAsync(
                    tenant.Id,
                    product.Id,
                    bytes,
                    "svg",
                    ct
                );
            }
        }

        await db.SaveChangesAsync(ct);
    }
}
