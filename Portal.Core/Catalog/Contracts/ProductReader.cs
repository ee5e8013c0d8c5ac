using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;

namespace Portal.Core.Catalog.Contracts;

/// <summary>What other modules ask of the current tenant's products.</summary>
public sealed class ProductReader(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<bool> ExistsAsync(ProductId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Products.AnyAsync(p => p.Id == id, ct);
    }
}
