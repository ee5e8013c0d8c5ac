namespace Portal.Core.Inventory.Contracts;

/// <summary>How other modules read in SQL how many pieces there are to sell. Looking holds nothing.</summary>
public static class StockOnOfferSql
{
    /// <summary>tenant_id, product_id, available; a product without stock has no row.</summary>
    public const string Stock =
        "(SELECT tenant_id, product_id, on_hand - reserved AS available FROM inventory.stock_items)";
}
