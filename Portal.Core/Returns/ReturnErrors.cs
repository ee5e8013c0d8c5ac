using Portal.Core.Kernel;

namespace Portal.Core.Returns;

public static class ReturnErrors
{
    public static readonly Error OrderNotFound = Error.NotFound(
        "returns.order_not_found",
        "This order does not exist."
    );

    public static readonly Error RefundNotFound = Error.NotFound(
        "returns.refund_not_found",
        "This refund does not exist."
    );

    public static readonly Error History = Error.Rule(
        "returns.history",
        "This order was imported as history: its money was never here, so it cannot be given back from here."
    );

    public static readonly Error NotPaid = Error.Rule(
        "returns.not_paid",
        "Nothing was paid for this order, so there is nothing to give back."
    );

    public static readonly Error NobodysWallet = Error.Rule(
        "returns.nobodys_wallet",
        "This order names no customer, so there is no wallet to give it back to."
    );

    public static readonly Error NothingAsked = Error.Invalid(
        "returns.nothing_asked",
        "Say how much is given back, for the whole order or line by line, not both."
    );

    public static readonly Error AmountNotPositive = Error.Invalid(
        "returns.amount_not_positive",
        "An amount to give back must be above zero."
    );

    public static readonly Error WrongCurrency = Error.Invalid(
        "returns.wrong_currency",
        "A refund is in the currency its order was paid in."
    );

    public static readonly Error LineNotFound = Error.Invalid(
        "returns.line_not_found",
        "A line is not of this order, or is named twice."
    );

    public static readonly Error KeyReused = Error.Conflict(
        "returns.key_reused",
        "This request was granted before with other amounts. Reload the page and try again."
    );

    /// <param name="left">What can still be given back.</param>
    public static Error BeyondCaptured(Money left) =>
        Error.Rule(
            "returns.beyond_captured",
            $"Only {left} of what was paid is left to give back."
        );

    public static readonly Error NotByHand = Error.Invalid(
        "returns.not_by_hand",
        "Only a chargeback that is lost gives money back through the buyer's bank."
    );

    /// <param name="left">What can still be given back.</param>
    /// <param name="disputed">What the buyer's bank has taken back.</param>
    public static Error Disputed(Money left, Money disputed) =>
        Error.Rule(
            "returns.disputed",
            $"The buyer's bank has taken {disputed} of this order back. Until that chargeback is decided, only {left} can be given back."
        );

    /// <param name="line">Its number.</param>
    /// <param name="left">What can still be given back of it.</param>
    public static Error BeyondLine(int line, Money left) =>
        Error.Rule("returns.beyond_line", $"Only {left} of line {line} is left to give back.");
}
