using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Areas.Seller.Dashboard;

/// <summary>From a figure to the list of exactly the orders behind it.</summary>
public static class DashboardLinks
{
    private const string Completed = "completed,refunded";
    private const string Ended = "completed,refunded,failed";

    /// <summary>Revenue, average value and customers: completed orders by the day they were placed.</summary>
    public static string Paid(DateRange days, Currency currency) =>
        Orders(Completed, "placed", days, currency);

    /// <summary>Orders that reached an end.</summary>
    public static string AllEnded(DateRange days, Currency currency) =>
        Orders(Ended, "ended", days, currency);

    public static string CompletedOrders(DateRange days, Currency currency) =>
        Orders(Completed, "ended", days, currency);

    public static string Failed(DateRange days, Currency currency, string? cause = null) =>
        Orders("failed", "ended", days, currency)
        + (cause is null ? "" : $"&cause={Uri.EscapeDataString(cause)}");

    /// <summary>Orders a refund was issued for in these days.</summary>
    public static string Refunded(DateRange days, Currency currency) =>
        $"/orders?refunded={Text(days)}&currency={currency.Code}";

    public static string OfCustomer(DateRange days, Currency currency, long customerId) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Paid(days, currency)}&customer={customerId}"
        );

    public static string OfProduct(DateRange days, Currency currency, long productId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Paid(days, currency)}&product={productId}");

    private static string Orders(string status, string column, DateRange days, Currency currency) =>
        $"/orders?status={status}&{column}={Text(days)}&currency={currency.Code}";

    private static string Text(DateRange days) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{days.First:yyyy-MM-dd}..{days.Last:yyyy-MM-dd}"
        );
}
