using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>What kind of things the demo's products are.</summary>
internal sealed class DemoCategories(IDbContextFactory<PortalDbContext> contexts) : IDemoStep
{
    /// <summary>From the top down, with how the names of their products begin.</summary>
    private static readonly (string[] Path, string[] Products)[] Places =
    [
        (
            ["Home & Garden", "Kitchen & Dining", "Cookware"],
            ["Copper Stovetop", "Cast Iron", "French Press"]
        ),
        (
            ["Home & Garden", "Kitchen & Dining", "Tableware"],
            ["Enamel Milk Jug", "Stoneware Mug", "Porzellanfilter", "Tasse Kontor"]
        ),
        (
            ["Home & Garden", "Kitchen & Dining", "Kitchen Tools"],
            ["Beechwood Spoon", "Walnut Chopping", "Glass Storage", "Handmühle"]
        ),
        (["Home & Garden", "Linens"], ["Linen Tea Towel", "Merino Throw", "Linen Apron"]),
        (["Home & Garden", "Lighting"], ["Rice Paper Lantern", "Fairy Lights"]),
        (
            ["Home & Garden", "Decor", "Candles"],
            ["Soy Candle", "Beeswax", "Brass Candlestick", "Match Striker"]
        ),
        (["Home & Garden", "Decor", "Home Fragrance"], ["Reed Diffuser"]),
        (
            ["Home & Garden", "Plants"],
            ["Strauß", "Monstera", "Terrakotta", "Trockenblumen", "Saatgut", "Gießkanne"]
        ),
        (
            ["Office Supplies", "Paper Products"],
            ["Dotted Notebook", "Letterpress", "Origami", "Wall Calendar"]
        ),
        (["Office Supplies", "Writing & Drawing"], ["Calligraphy Pen"]),
        (["Apparel & Accessories"], ["Organic Cotton Tote", "Wool Socks", "Waxed", "Lambswool"]),
        (
            ["Toys & Games", "Toys"],
            ["Wooden Train", "Stacking Rainbow", "Plush Rabbit", "Kite", "Watercolour"]
        ),
        (["Toys & Games", "Games"], ["Memory Game"]),
        (
            ["Hardware", "Tools"],
            [
                "Bandschleifer",
                "Schraubendreher",
                "Japansäge",
                "Hobelbank",
                "Stechbeitel",
                "Zollstock",
            ]
        ),
        (["Food & Drink", "Coffee"], ["Espresso", "Filterkaffee"]),
    ];

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Categories.AnyAsync(ct))
        {
            return;
        }

        var products = await db.Products.ToListAsync(ct);
        var known = new Dictionary<string, Category>(StringComparer.Ordinal);
        foreach (var (path, names) in Places)
        {
            var sold = products.FindAll(p =>
                Array.Exists(names, n => p.Name.StartsWith(n, StringComparison.Ordinal))
            );
            if (sold.Count == 0)
            {
                continue;
            }

            var category = await FindAsync(db, known, path, ct);
            sold.ForEach(p => p.CategoryId = category.Id);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>One below the other, those that are missing made and saved, for the next needs their number.</summary>
    private static async Task<Category> FindAsync(
        PortalDbContext db,
        Dictionary<string, Category> known,
        string[] path,
        CancellationToken ct
    )
    {
        Category? parent = null;
        for (var depth = 1; depth <= path.Length; depth++)
        {
            var key = string.Join('>', path[..depth]);
            if (!known.TryGetValue(key, out var category))
            {
                category = Category.Under(parent, path[depth - 1]);
                db.Categories.Add(category);
                await db.SaveChangesAsync(ct);
                known.Add(key, category);
            }

            parent = category;
        }

        return parent!;
    }
}
