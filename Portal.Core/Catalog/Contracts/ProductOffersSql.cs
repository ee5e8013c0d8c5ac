namespace Portal.Core.Catalog.Contracts;

/// <summary>How other modules read in SQL what products cost and whether they are for sale.</summary>
public static class ProductOffersSql
{
    /// <summary>tenant_id, product_id, seller_id, sku, name, price_minor, currency, is_for_sale of every product.</summary>
    public const string Products =
        "(SELECT tenant_id, id AS product_id, seller_id, sku, name, price_minor, currency, "
        + "status = 'active' AS is_for_sale FROM catalog.products)";
}
