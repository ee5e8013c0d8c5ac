using System.Globalization;

namespace Portal.Jobs.Bench;

/// <summary>
/// The import's floor: the rows it wrote, copied into empty twins of its tables in a schema of their
/// own, without foreign keys. Run as the owner.
/// </summary>
internal static class ImportFloorSql
{
    /// <summary>Every table that an import of orders to be worked writes into.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "orders.customers",
        "orders.orders",
        "orders.order_lines",
        "orders.seller_parts",
        "events.log",
    ];

    /// <summary>
    /// Gives three shops of tenant $1 a third of the assortment each, so that a basket is of two or three shops.
    /// </summary>
    public const string ShareOut = """
        UPDATE catalog.products p SET seller_id = s.id, status = 'active'
        FROM (SELECT id, ntile(3) OVER (ORDER BY sku) AS share FROM catalog.products WHERE tenant_id = $1) n
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS share FROM tenancy.sellers WHERE tenant_id = $1) s
            USING (share)
        WHERE p.id = n.id
        """;

    /// <summary>Tenant $1 has $2 order lines, and every order its parts and its event.</summary>
    public const string IsWhole = """
        SELECT (SELECT count(*) FROM orders.order_lines WHERE tenant_id = $1) = $2
            AND (SELECT count(*) FROM events.log WHERE tenant_id = $1 AND kind = 'order.placed')
                = (SELECT count(*) FROM orders.orders WHERE tenant_id = $1)
            AND (SELECT sum(total_minor) FROM orders.seller_parts WHERE tenant_id = $1)
                = (SELECT sum(total_minor) FROM orders.orders WHERE tenant_id = $1)
        """;

    public const string CountOrders =
        "SELECT count(*) FROM orders.orders WHERE tenant_id = $1 AND reference LIKE 'orders%'";

    /// <summary>Orders of tenant $1 that the benchmarks after this one are not to work.</summary>
    public const string CallOff =
        "UPDATE orders.orders SET status = 'cancelled', ended_at = now() WHERE tenant_id = $1";

    public static string CopyOut(string table, long tenant) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"COPY (SELECT * FROM {table} WHERE tenant_id = {tenant}) TO STDOUT (FORMAT binary)"
        );

    public static string CreateTwin(string table) =>
        $"CREATE TABLE {Twin(table)} (LIKE {table} INCLUDING ALL)";

    public static string CopyIn(string table) => $"COPY {Twin(table)} FROM STDIN (FORMAT binary)";

    private static string Twin(string table) => "import_floor." + table.Replace('.', '_');
}
