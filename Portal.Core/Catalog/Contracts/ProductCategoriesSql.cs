namespace Portal.Core.Catalog.Contracts;

/// <summary>How other modules read in SQL what kind of thing a product is.</summary>
public static class ProductCategoriesSql
{
    /// <summary>product_id, category_ids: its category, last, and all above it. A product without one has no row.</summary>
    public const string Products =
        "(SELECT p.id AS product_id, c.ancestor_ids || c.id AS category_ids "
        + "FROM catalog.products p JOIN catalog.categories c ON c.id = p.category_id)";
}
