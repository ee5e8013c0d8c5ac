using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>
/// An order of one buyer, with lines of one or more shops. What was ordered never changes; the
/// workflow moves the status, a batch of orders at a time, by the statements in <c>WorkflowSql</c>.
/// </summary>
public sealed class Order : ITenantOwned
{
    public OrderId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>How it came in: <c>import</c>, <c>api</c>, <c>demo</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The order's number in its source; unique in the tenant.</summary>
    public required string Reference { get; init; }

    /// <summary>None for a guest.</summary>
    public CustomerId? CustomerId { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What the buyer pays: the lines, the delivery and the fee.</summary>
    public required long TotalMinor { get; init; }

    public long DeliveryMinor { get; init; }

    /// <summary>What the buyer pays for the way of paying.</summary>
    public long FeeMinor { get; init; }

    /// <summary>The tax the total contains; it adds nothing to it.</summary>
    public long TaxMinor { get; init; }

    /// <summary>0 for history that has nothing but a total.</summary>
    public required int LineCount { get; init; }

    public OrderStatus Status { get; private set; } = OrderStatus.Pending;

    /// <summary>Imported as done: never touched stock or payment here.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Why it failed, as a code of <see cref="OrderFailures"/>.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>The particulars, e.g. which product lacked stock.</summary>
    public string? FailureDetail { get; private set; }

    public long? ImportId { get; init; }

    public long RefundedMinor { get; private set; }

    /// <summary>What buyers' banks have taken back and is not decided yet; cannot be refunded meanwhile.</summary>
    public long DisputedMinor { get; private set; }

    /// <summary>Number of the current try; a retry raises it, and with it the payment's key.</summary>
    public int Attempt { get; private set; }

    /// <summary>Fencing token of the worker that has it; a write with another token is refused.</summary>
    public Guid? LeaseToken { get; private set; }

    /// <summary>By the database's clock; after it another worker takes the order over.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    public DateTimeOffset? ReservedAt { get; private set; }

    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>When it completed or failed; for history, when it was placed.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Money Total => new(TotalMinor, Currency);
}
