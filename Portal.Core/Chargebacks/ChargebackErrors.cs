using Portal.Core.Kernel;

namespace Portal.Core.Chargebacks;

public static class ChargebackErrors
{
    public const string AlreadyDecidedCode = "chargebacks.already_decided";

    public static readonly Error NotFound = Error.NotFound(
        "chargebacks.not_found",
        "This chargeback does not exist."
    );

    public static readonly Error OrderNotFound = Error.NotFound(
        "chargebacks.order_not_found",
        "This order does not exist."
    );

    public static readonly Error NothingChargeable = Error.NotFound(
        "chargebacks.nothing_chargeable",
        "There is no such order, or nothing of it can be charged back: it was not paid through a bank, or all of it was given back."
    );

    public static readonly Error NotPaid = Error.Rule(
        "chargebacks.not_paid",
        "No gateway took money for this order, so no bank can take it back."
    );

    public static readonly Error NoBank = Error.Rule(
        "chargebacks.no_bank",
        "This order was paid from a wallet or in cash; no bank stands behind it."
    );

    public static readonly Error NotBookedYet = Error.Conflict(
        "chargebacks.not_booked_yet",
        "The sale of this order is being booked just now. Try again in a few seconds."
    );

    public static readonly Error WrongCurrency = Error.Invalid(
        "chargebacks.wrong_currency",
        "A chargeback and its fee are in the currency its order was paid in."
    );

    public static readonly Error ReferenceTaken = Error.Conflict(
        "chargebacks.reference_taken",
        "A chargeback with this reference is recorded already."
    );

    public static readonly Error KeyReused = Error.Conflict(
        "chargebacks.key_reused",
        "This request was recorded before with something else. Reload the page and try again."
    );

    public static readonly Error AlreadySubmitted = Error.Conflict(
        "chargebacks.already_submitted",
        "Evidence was given already; a bank takes it once."
    );

    public static readonly Error TooLate = Error.Rule(
        "chargebacks.too_late",
        "The day for evidence is over; the bank takes none any more."
    );

    public static Error BeyondLeft(Money left) =>
        Error.Rule(
            "chargebacks.beyond_left",
            $"Only {left} of this order was captured and neither refunded nor disputed."
        );

    public static Error AlreadyDecided(ChargebackStatus status) =>
        Error.Conflict(
            AlreadyDecidedCode,
            status is ChargebackStatus.Won
                ? "This chargeback was won already."
                : "This chargeback was lost already."
        );
}
