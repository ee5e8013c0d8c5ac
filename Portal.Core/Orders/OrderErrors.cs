using Portal.Core.Kernel;

namespace Portal.Core.Orders;

public static class OrderErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "orders.not_found",
        "This order does not exist."
    );

    public static readonly Error AlreadyEnded = Error.Conflict(
        "orders.already_ended",
        "This order has already ended. Only a failed order can be tried again, after a retry."
    );

    public static readonly Error NotWaitingForCash = Error.Conflict(
        "orders.not_waiting_for_cash",
        "This order does not wait for cash, any more or yet."
    );

    public static readonly Error UnderWay = Error.Conflict(
        "orders.under_way",
        "A worker has this order in hand, or its payment was asked about a moment ago."
    );

    /// <param name="why">In the database's words.</param>
    public static Error EndRefused(string why) => Error.Rule("orders.end_refused", why);

    public static readonly Error NothingToRetry = Error.Invalid(
        "orders.nothing_to_retry",
        "Name the orders or the failure to retry."
    );
}
