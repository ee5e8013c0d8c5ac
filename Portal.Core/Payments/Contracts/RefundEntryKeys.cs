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

    /// <summary>Of the entry by which it left, once more after it came back. <c>RefundRequestsSql.SentKey</c> is the same.</summary>
    public static string Sent(RefundId id, int returns = 0) =>
        returns == 0
            ? string.Create(CultureInfo.InvariantCulture, $"refund-sent-{id.Value}")
            : string.Create(CultureInfo.InvariantCulture, $"refund-sent-{id.Value}-{returns + 1}");

    /// <summary>Of the entry that reverses its leaving.</summary>
    public static string Returned(RefundId id, int returns) =>
        string.Create(CultureInfo.InvariantCulture, $"refund-returned-{id.Value}-{returns}");
}
