namespace Portal.Core.Catalog;

/// <summary>What other modules may read of products in SQL.</summary>
internal static class ProductFactsSql
{
    public const string Create = """
        CREATE VIEW catalog.product_facts WITH (security_invoker = true) AS
            SELECT tenant_id, id AS product_id, seller_id, sku, name, image_key FROM catalog.products;
        GRANT SELECT ON catalog.product_facts TO portal_app;
        """;
}
