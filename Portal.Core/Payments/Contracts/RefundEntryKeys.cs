using System.Globalization;

namespace Portal.Core.Payments.Contracts;

/// <summary>Under which keys refunds are booked, each once.</summary>
public static class RefundEntryKeys
{
    /// <summary>Kind of the entry by which a refund left.</summary>
    public const string SentKind = "refund.sent";

    /// <summary>Of the entry by which it is owed to the buyer.</summary>
    public static string Owed(RefundId id) =>
        string.Create(CultureInfo.InvariantCulture, $"refund-{id.Value}");

    /// <summary>Of the entry by which it left.</summary>
    public static string Sent(RefundId id) =>
        string.Create(CultureInfo.InvariantCulture, $"refund-sent-{id.Value}");
}
