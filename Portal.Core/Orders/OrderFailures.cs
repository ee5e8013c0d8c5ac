namespace Portal.Core.Orders;

/// <summary>Why an order can fail: the code stored with it, and the sentence people read.</summary>
public static class OrderFailures
{
    public const string OutOfStock = "out_of_stock";
    public const string ProductUnknown = "product_unknown";
    public const string PaymentDeclined = "payment_declined";

    /// <summary>The database refused what the workflow wrote about it; the detail says how.</summary>
    public const string NotAccepted = "not_accepted";

    public static readonly IReadOnlyList<string> Codes =
    [
        OutOfStock,
        ProductUnknown,
        PaymentDeclined,
        NotAccepted,
    ];

    /// <summary>A sentence for a code; a code of an older version is shown as it is.</summary>
    public static string Sentence(string code) =>
        code switch
        {
            OutOfStock => "Not enough stock of a product it names.",
            ProductUnknown => "A line names no product, so there is no stock to take.",
            PaymentDeclined => "The payment was declined.",
            NotAccepted => "The database did not accept the order; nothing was charged.",
            _ => code,
        };
}
