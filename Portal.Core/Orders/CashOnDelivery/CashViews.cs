using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Orders.CashOnDelivery;

/// <summary>Where the cash of an order is.</summary>
public enum CashState
{
    /// <summary>With the buyer, until the goods are there.</summary>
    Waiting,

    /// <summary>With whoever delivered.</summary>
    Received,

    /// <summary>The buyer did not take the goods, or did not pay.</summary>
    Refused,

    /// <summary>The order was cancelled before it was delivered.</summary>
    CalledOff,
}

/// <param name="States">None is all.</param>
/// <param name="Search">An order's number, whole.</param>
public sealed record CashFilter(IReadOnlyList<CashState>? States = null, string Search = "");

/// <summary>One try to have an order paid on delivery.</summary>
/// <param name="Since">When the order began to wait.</param>
/// <param name="Reason">Why it was refused, or a note of who received it.</param>
public sealed record CashOrder(
    OrderId Order,
    int Attempt,
    string Reference,
    string? CustomerName,
    Money Amount,
    DateTimeOffset Since,
    CashState State,
    string? Reason,
    string? RecordedBy,
    DateTimeOffset? RecordedAt
);

/// <summary>What buyers are still to pay on delivery.</summary>
public sealed record CashSum(Money Amount, long Count, DateTimeOffset OldestSince);
