namespace Portal.Core.Imports.Csv;

/// <summary>What a column of an order file can mean.</summary>
public enum ImportField
{
    /// <summary>The order's number in the shop it comes from; unique per tenant.</summary>
    Reference,

    /// <summary>When the buyer placed the order; without this column, the time of the import.</summary>
    PlacedAt,

    /// <summary>The product's code.</summary>
    Sku,

    /// <summary>The product's name, for products that are created as drafts.</summary>
    ProductName,

    /// <summary>How many; negative for a refund.</summary>
    Quantity,

    /// <summary>Price of one piece.</summary>
    UnitPrice,

    /// <summary>What the whole order cost.</summary>
    Total,

    /// <summary>ISO 4217 code; without this column, the tenant's currency.</summary>
    Currency,

    /// <summary>The buyer's number in the shop the order comes from.</summary>
    CustomerReference,

    /// <summary>The buyer's name.</summary>
    CustomerName,

    /// <summary>Where the buyer is told about the order.</summary>
    CustomerEmail,

    /// <summary>Where the order goes, as the file says it.</summary>
    Country,
}

/// <summary>What one row of the file stands for.</summary>
public enum ImportShape
{
    /// <summary>One row per order line; rows with the same reference form one order.</summary>
    OrderLines,

    /// <summary>One row per order, with the one product it is of.</summary>
    OrderWithProduct,

    /// <summary>One row per order with nothing but its total; kept as history.</summary>
    OrderTotals,
}
