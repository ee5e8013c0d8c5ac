using Portal.Core.Kernel;

namespace Portal.Core.Payments.Refunds;

public static class RefundErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "refunds.not_found",
        "This refund does not exist."
    );

    public static readonly Error NothingToRetry = Error.Conflict(
        "refunds.nothing_to_retry",
        "This refund is on its way or was sent already."
    );

    public static readonly Error NotWaiting = Error.Conflict(
        "refunds.not_waiting",
        "This refund does not wait for a person: it is on its way, or the buyer has it already."
    );
}
