namespace Portal.Core.Catalog.Contracts;

/// <summary>
/// How bulk input meets the catalog in SQL: which products are known, and drafts for those that are
/// not. Runs on the caller's connection, in the caller's transaction.
/// </summary>
public static class ProductIntakeSql
{
    /// <summary>product_id, seller_id, sku, name of every product of tenant $1.</summary>
    public const string Known =
        "(SELECT id AS product_id, seller_id, sku, name FROM catalog.products WHERE tenant_id = $1)";

    /// <summary>
    /// Makes drafts; products that exist meanwhile stay as they are. $1 tenant, $2 shop, $3 now.
    /// </summary>
    /// <param name="source">A select of sku, name, price_minor, currency, one row per sku.</param>
    public static string CreateDrafts(string source) =>
        $"""
            INSERT INTO catalog.products
                (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
            SELECT $1, $2, s.sku, s.name, s.price_minor, s.currency, 'draft', $3, $3
            FROM ({source}) s ORDER BY s.sku ON CONFLICT DO NOTHING
            """;
}
