using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <param name="Statuses">None is all.</param>
/// <param name="Search">An order's number, whole.</param>
public sealed record SaleFilter(
    IReadOnlyList<SaleStatus>? Statuses = null,
    Currency? Currency = null,
    string Search = "",
    PayoutId? Payout = null,
    SellerId? Seller = null
);

/// <summary>A line of an order as its seller's money, from the price down to what is theirs.</summary>
/// <param name="Sold">As it was sold.</param>
/// <param name="Left">After what was refunded.</param>
/// <param name="IsDelivered">Somebody said so; else the terms assume it.</param>
/// <param name="DueAt">When escrow lets it go, unless it is frozen.</param>
/// <param name="Payout">Null until a run has taken it.</param>
public sealed record SaleRow(
    OrderId Order,
    int LineNo,
    string Reference,
    string Item,
    SellerId Seller,
    string SellerName,
    Currency Currency,
    SaleMoney Sold,
    SaleMoney Left,
    SaleStatus Status,
    string? FrozenReason,
    DateTimeOffset CapturedAt,
    bool IsDelivered,
    DateTimeOffset DueAt,
    DateTimeOffset? ReleasedAt,
    SalePayout? Payout
)
{
    public Money Gross => new(Sold.Gross, Currency);

    public Money Refunded => new(Sold.Gross - Left.Gross, Currency);

    public Money Commission => new(Left.Commission, Currency);

    public Money Tax => new(Left.Tax, Currency);

    /// <summary>What the marketplace keeps: commission and the tax on it.</summary>
    public Money Fees => Commission + Tax;

    public Money Net => new(Left.Net, Currency);

    /// <summary>What the seller loses when so much more of it goes back to the buyer at their cost.</summary>
    public Money LossOf(Money more)
    {
        var refunded = Math.Min(Sold.Gross, Sold.Gross - Left.Gross + more.Minor);
        return new Money((Left - SaleMoney.After(Sold, refunded)).Net, Currency);
    }
}

/// <summary>The payout that has a sale.</summary>
/// <param name="PaidAt">When the bank paid it.</param>
public sealed record SalePayout(PayoutId Id, PayoutStatus Status, DateTimeOffset? PaidAt);

/// <summary>Sales of one currency and status together.</summary>
/// <param name="Gross">Not refunded.</param>
/// <param name="Net">Of it the sellers'.</param>
/// <param name="Count">Lines.</param>
public sealed record SaleSum(
    Currency Currency,
    SaleStatus Status,
    Money Gross,
    Money Net,
    long Count
);
