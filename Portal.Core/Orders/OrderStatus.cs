namespace Portal.Core.Orders;

/// <summary><c>pending → paying → completed | failed</c>; failed goes back to pending by a retry.</summary>
public enum OrderStatus
{
    /// <summary>Placed; the workflow takes it next.</summary>
    Pending,

    /// <summary>Stock is reserved and the payment is under way or unknown; a worker's lease is on it.</summary>
    Paying,

    /// <summary>Paid, and the stock has left. Nobody has to act.</summary>
    Completed,

    /// <summary>No stock or no payment; nothing is reserved or charged. Somebody may retry it.</summary>
    Failed,

    /// <summary>Called off before it was paid.</summary>
    Cancelled,

    /// <summary>Completed, and all of its money has been given back.</summary>
    Refunded,
}
