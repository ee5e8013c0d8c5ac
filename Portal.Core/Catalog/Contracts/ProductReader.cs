using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Catalog.Contracts;

/// <summary>What other modules know of a product.</summary>
public sealed record ProductFact(
    ProductId Id,
    SellerId Seller,
    string Sku,
    string Name,
    Currency Currency,
    CategoryId? Category
);

/// <summary>A category with all above it.</summary>
/// <param name="Path">Its own id, last, and those above it.</param>
/// <param name="Title"><c>Kitchen › Kettles</c></param>
public sealed record CategoryFact(CategoryId Id, IReadOnlyList<CategoryId> Path, string Title);

/// <summary>What other modules ask of the current tenant's products.</summary>
public sealed class ProductReader(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Those of the ids that are products.</summary>
    public async Task<IReadOnlyList<ProductFact>> FactsAsync(
        IReadOnlyCollection<ProductId> ids,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await FactsAsync(db.Products.Where(p => ids.Contains(p.Id)), ct);
    }

    /// <summary>Those of the SKUs that are products.</summary>
    public async Task<IReadOnlyList<ProductFact>> FactsAsync(
        IReadOnlyCollection<string> skus,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await FactsAsync(db.Products.Where(p => skus.Contains(p.Sku)), ct);
    }

    /// <summary>The currencies products have prices in.</summary>
    public async Task<IReadOnlyList<Currency>> CurrenciesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Products.Select(p => p.Currency).Distinct().ToListAsync(ct);
    }

    /// <summary>Every category, by its title.</summary>
    public async Task<IReadOnlyList<CategoryFact>> CategoriesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Id.Value, ct);
        return
        [
            .. categories
                .Values.Select(c => new CategoryFact(
                    c.Id,
                    [.. c.AncestorIds.Select(CategoryId.From), c.Id],
                    string.Join(" › ", c.AncestorIds.Select(a => categories[a].Name).Append(c.Name))
                ))
                .OrderBy(c => c.Title, StringComparer.CurrentCulture)
                .ThenBy(c => c.Id.Value),
        ];
    }

    private static Task<List<ProductFact>> FactsAsync(
        IQueryable<Product> products,
        CancellationToken ct
    ) =>
        products
            .OrderBy(p => p.Sku)
            .Select(p => new ProductFact(p.Id, p.SellerId, p.Sku, p.Name, p.Currency, p.CategoryId))
            .ToListAsync(ct);
}
