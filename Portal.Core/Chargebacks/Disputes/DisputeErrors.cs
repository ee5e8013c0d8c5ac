using Portal.Core.Kernel;

namespace Portal.Core.Chargebacks.Disputes;

public static class DisputeErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "disputes.not_found",
        "This dispute does not exist."
    );

    public static readonly Error NothingToDecide = Error.Conflict(
        "disputes.nothing_to_decide",
        "This dispute waits for nobody."
    );

    public static readonly Error UnknownCharge = Error.Rule(
        "disputes.unknown_charge",
        "It is of a charge that is no order's here."
    );

    public static readonly Error NotCountable = Error.Rule(
        "disputes.not_countable",
        "Its amount or currency is none that can be booked."
    );

    public static readonly Error NothingToSend = Error.Conflict(
        "disputes.nothing_to_send",
        "This evidence is on its way or was sent already, or there is none to send."
    );

    public static Error RecordedOtherwise(string reference, Money amount) =>
        Error.Rule(
            "disputes.recorded_otherwise",
            $"Chargeback {reference} of this order was recorded by hand over {amount}, and may be the same."
        );
}
