using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Checkout;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>Which orders a list shows; everything left out matches all.</summary>
public sealed record OrderFilter
{
    /// <summary>Start of an order's reference, or the whole of a customer's reference or email.</summary>
    public string? Search { get; init; }

    public IReadOnlyList<OrderStatus> Statuses { get; init; } = [];

    /// <summary>Business days of the tenant.</summary>
    public DateRange? PlacedOn { get; init; }

    /// <summary>Business days of the tenant on which the order completed or failed.</summary>
    public DateRange? EndedOn { get; init; }

    /// <summary>
    /// Business days of the tenant on which a refund of the order was issued; rows then say what was
    /// refunded in these days.
    /// </summary>
    public DateRange? RefundedOn { get; init; }

    /// <summary>As people type it, in the currency of the filter or else the tenant's; bounds included.</summary>
    public decimal? LeastTotal { get; init; }

    public decimal? MostTotal { get; init; }

    public IReadOnlyList<string> FailureCodes { get; init; } = [];

    public CustomerId? Customer { get; init; }

    public long? ProductId { get; init; }

    public long? ImportId { get; init; }

    public bool? IsHistory { get; init; }

    /// <summary>Only orders in this currency.</summary>
    public Currency? Currency { get; init; }
}

/// <summary>An order in a list. For a shop, total and lines are those of its own part.</summary>
public sealed record OrderSummary(
    OrderId Id,
    string Reference,
    CustomerId? CustomerId,
    string? CustomerName,
    DateTimeOffset PlacedAt,
    Money Total,
    int LineCount,
    OrderStatus Status,
    bool IsHistory,
    string? FailureCode,
    DateTimeOffset? EndedAt,
    Money Refunded
);

/// <summary>One order with all that is known of it, as far as the reader may see.</summary>
public sealed record OrderDetail(
    OrderSummary Summary,
    string Channel,
    string? CustomerReference,
    string? CustomerEmail,
    string? FailureDetail,
    long? ImportId,
    int Attempt,
    DateTimeOffset? ReservedAt,
    DateTimeOffset? PaidAt,
    IReadOnlyList<OrderLineView> Lines,
    IReadOnlyList<SellerPartView> Parts,
    IReadOnlyList<OrderRefundView> Refunds,
    IReadOnlyList<PaymentAttemptView> Attempts,
    IReadOnlyList<TimelineEvent> Timeline,
    OrderBreakdown Breakdown,
    OrderChoices? Choices
)
{
    /// <summary>Nobody has begun to pay, or the payment waits for its buyer and can be closed.</summary>
    public bool IsCancellable =>
        Summary.Status is OrderStatus.Pending
        || Summary.Status is OrderStatus.Paying
            && Attempts.Any(a => a.Attempt == Attempt && a.WaitsForItsBuyer);
}

/// <summary>What a total holds besides the lines, and the tax it contains. For a shop, of its own part.</summary>
public sealed record OrderBreakdown(Money Delivery, Money Fee, Money Tax);

/// <summary>What the buyer chose at checkout; unknown for imported orders and to shops.</summary>
public sealed record OrderChoices(DeliveryAddress Address, string Delivery, string Payment);

public sealed record OrderLineView(
    int LineNo,
    long? ProductId,
    SellerId SellerId,
    string Sku,
    string Name,
    int Quantity,
    Money UnitPrice,
    Money Total,
    int RefundedQuantity
);

/// <param name="Items">Its lines alone.</param>
/// <param name="Total">With its share of delivery and fee.</param>
public sealed record SellerPartView(
    SellerId SellerId,
    string SellerName,
    Money Items,
    Money Total,
    int LineCount
);

public sealed record OrderRefundView(string SourceReference, Money Amount, DateTimeOffset IssuedAt);

/// <summary>Where the orders of a tenant, or of a shop, are now, and how fast they move.</summary>
/// <param name="FailedOn">The days whose failed orders are grouped by cause.</param>
/// <param name="MayRetry">The reader may send failed orders through the workflow again.</param>
public sealed record WorkflowBoard(
    IReadOnlyList<StageCount> Stages,
    IReadOnlyList<MinuteRate> Rates,
    DateRange FailedOn,
    IReadOnlyList<FailureGroup> Failures,
    bool MayRetry,
    DateTimeOffset AsOf
);

/// <param name="Oldest">When the order that waits longest in this stage was placed here.</param>
/// <param name="Refused">How many of them wait because the database did not accept their end.</param>
public sealed record StageCount(
    OrderStatus Status,
    long Count,
    DateTimeOffset? Oldest,
    long Refused
);

/// <summary>How many orders ended in one minute.</summary>
public sealed record MinuteRate(DateTimeOffset Minute, long Completed, long Failed);

/// <summary>Failed orders of one cause.</summary>
public sealed record FailureGroup(string Code, long Count, DateTimeOffset Latest)
{
    public string Sentence => OrderFailures.Sentence(Code);
}
