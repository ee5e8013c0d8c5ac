using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Returns;

/// <param name="Statuses">None is all.</param>
/// <param name="BorneBy">None is all; a refund nobody decided here is borne by the seller.</param>
/// <param name="Search">An order's number, or a refund's, whole.</param>
public sealed record RefundFilter(
    IReadOnlyList<RefundStatus>? Statuses = null,
    Currency? Currency = null,
    IReadOnlyList<RefundBearer>? BorneBy = null,
    string Search = ""
);

/// <summary>A refund on its way, with why it was granted.</summary>
/// <param name="Reason">None when an import told of it.</param>
/// <param name="DueAt">When somebody sees to it next; none when it was sent or waits for a person.</param>
/// <param name="Message">What the gateway said last, unless it was sent.</param>
/// <param name="Gateway">Where it is taken from: that of its charge, or one of the names in <see cref="RefundRequestsSql"/>.</param>
public sealed record RefundSummary(
    RefundId Id,
    OrderId Order,
    string Reference,
    Money Amount,
    RefundStatus Status,
    RefundBearer BorneBy,
    string? Reason,
    string? GrantedBy,
    DateTimeOffset GrantedAt,
    int Attempts,
    DateTimeOffset? DueAt,
    DateTimeOffset? SentAt,
    string? Message,
    RefundDestination Destination,
    string Gateway
)
{
    /// <summary>Nothing goes on before a person acts.</summary>
    public bool WaitsForAPerson => Status is RefundStatus.Failed && DueAt is null;
}

/// <summary>Refunds of one currency and status together.</summary>
/// <param name="Oldest">When the first of them was granted.</param>
public sealed record RefundSum(
    Currency Currency,
    RefundStatus Status,
    Money Amount,
    long Count,
    DateTimeOffset Oldest
);

/// <summary>What is owed to buyers and how long it has been, in one currency.</summary>
public sealed record RefundAge(Currency Currency, Money UpToADay, Money UpToAWeek, Money Older);

/// <summary>What of a refund fell to a line.</summary>
/// <param name="Item">The product; none for what was charged beside the lines.</param>
public sealed record RefundLineView(int LineNo, string? Item, Money Amount);

/// <summary>One time the gateway was asked.</summary>
public sealed record RefundAttemptView(
    int Number,
    DateTimeOffset SentAt,
    DateTimeOffset? AnsweredAt,
    RefundStatus? Outcome,
    string? Code,
    string? Message,
    string Request,
    string? Answer
);

/// <summary>One refund with all that is known of it.</summary>
/// <param name="Booked">The entry that says it is owed; none yet, or for a reader without the right to the books.</param>
/// <param name="BookedAsSent">The entry that says it left.</param>
public sealed record RefundDetail(
    RefundSummary Summary,
    string Key,
    string ChargeKey,
    string? GatewayReference,
    string? FailureCode,
    IReadOnlyList<RefundLineView> Lines,
    IReadOnlyList<RefundAttemptView> Attempts,
    EntryId? Booked,
    EntryId? BookedAsSent
);

/// <summary>What of an order can still be given back, for whoever may grant it.</summary>
/// <param name="Destinations">Where it may go, the usual one first.</param>
/// <param name="Gateway">That took the money.</param>
public sealed record RefundableView(
    Money Left,
    IReadOnlyList<RefundableLineView> Lines,
    IReadOnlyList<RefundDestination> Destinations,
    string Gateway
);

/// <param name="Item">The product; none for what was charged beside the lines.</param>
public sealed record RefundableLineView(
    int LineNo,
    string? Item,
    SellerId Seller,
    Money Paid,
    Money Left
);
