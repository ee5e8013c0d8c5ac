using Portal.Core.Kernel;

namespace Portal.Core.Wallets;

public static class WalletErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "wallets.not_found",
        "This wallet does not exist."
    );

    public static readonly Error CustomerNotFound = Error.NotFound(
        "wallets.customer_not_found",
        "There is no customer with this reference."
    );

    public static readonly Error TopUpNotFound = Error.NotFound(
        "wallets.top_up_not_found",
        "This top-up does not exist."
    );

    public static readonly Error AmountNotPositive = Error.Invalid(
        "wallets.amount_not_positive",
        "The amount must be above zero."
    );

    public static readonly Error WrongCurrency = Error.Invalid(
        "wallets.wrong_currency",
        "A wallet takes and gives the currency it is kept in."
    );

    public static readonly Error Closed = Error.Rule(
        "wallets.closed",
        "This wallet is closed; nothing goes in or out any more."
    );

    public static readonly Error NotEmpty = Error.Rule(
        "wallets.not_empty",
        "A wallet can be closed once nothing is in it, held in it or on its way to it."
    );

    public static readonly Error KeyReused = Error.Conflict(
        "wallets.key_reused",
        "This request was booked before with something else. Reload the page and try again."
    );

    public static readonly Error StatementTooLong = Error.Invalid(
        "wallets.statement_too_long",
        $"These days have more than {WalletStatements.MaxLines} movements; choose fewer days."
    );

    public static readonly Error LimitsOutOfOrder = Error.Invalid(
        "wallets.limits_out_of_order",
        "One top-up cannot be more than those of a day, nor either more than a wallet holds."
    );

    /// <param name="limit">The most of one.</param>
    public static Error TopUpTooLarge(Money limit) =>
        Error.Rule("wallets.top_up_too_large", $"A top-up can be at most {limit}.");

    /// <param name="left">What of the day's limit is not used.</param>
    public static Error DayLimit(Money left) =>
        Error.Rule("wallets.day_limit", $"Only {left} more can be topped up today.");

    /// <param name="limit">The most a wallet holds.</param>
    public static Error BalanceLimit(Money limit) =>
        Error.Rule(
            "wallets.balance_limit",
            $"A wallet can hold at most {limit}, top-ups under way included."
        );

    /// <param name="limit">The most of one.</param>
    public static Error AdjustmentTooLarge(Money limit) =>
        Error.Rule(
            "wallets.adjustment_too_large",
            $"At most {limit} can be credited or debited at once."
        );

    /// <param name="available">What can be taken.</param>
    public static Error InsufficientBalance(Money available) =>
        Error.Rule("wallets.insufficient_balance", $"Only {available} of the wallet is available.");
}
