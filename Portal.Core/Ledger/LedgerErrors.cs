using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Seals;

namespace Portal.Core.Ledger;

/// <summary>Every refusal of the ledger. After one, nothing of the call is booked and its transaction can only be rolled back.</summary>
public static class LedgerErrors
{
    public static readonly Error NothingToBook = Error.Invalid(
        "ledger.nothing_to_book",
        "There is no entry to book."
    );

    public static readonly Error DaySealed = Error.Conflict(
        "ledger.day_sealed",
        "The books of this day are sealed; book it today."
    );

    public static readonly Error AmountTooLarge = Error.Invalid(
        "ledger.amount_too_large",
        "The amount, or a balance it leads to, is too large for the books."
    );

    public static readonly Error BooksInUse = Error.Conflict(
        "ledger.books_in_use",
        "The books are in use without a pause; try to seal them again in a while."
    );

    public static Error BooksAtFault(LedgerFault first) =>
        Error.Rule(
            "ledger.books_at_fault",
            $"The books are at fault, first at {first.Row}: {first.What}"
        );

    public static readonly Error EntryNotFound = Error.NotFound(
        "ledger.entry_not_found",
        "This entry does not exist."
    );

    public static readonly Error StatementTooLong = Error.Invalid(
        "ledger.statement_too_long",
        $"These days have more than {LedgerQueries.MaxStatementLines} postings; choose fewer days."
    );

    public static readonly Error VerificationUnderWay = Error.Conflict(
        "ledger.verification_under_way",
        "The books are being verified already."
    );

    public static readonly Error AccountNotFound = Error.NotFound(
        "ledger.account_not_found",
        "This account does not exist."
    );

    public static readonly Error AlreadyReversed = Error.Conflict(
        "ledger.already_reversed",
        "This entry was reversed already."
    );

    public static readonly Error HoldNotFound = Error.NotFound(
        "ledger.hold_not_found",
        "This hold does not exist."
    );

    public static readonly Error BeyondTheHold = Error.Invalid(
        "ledger.beyond_the_hold",
        "Between one minor unit and all of what is held can be posted."
    );

    public static Error HoldEnded(MoneyHoldStatus status) =>
        Error.Conflict("ledger.hold_ended", $"This hold was {SnakeCase.Of(status)} already.");

    public static Error MalformedHold(string key, string what) =>
        Error.Invalid("ledger.malformed_hold", $"Hold '{key}' {what}");

    public static Error Malformed(string key, string what) =>
        Error.Invalid("ledger.malformed", $"Entry '{key}' {what}");

    public static Error ZeroAmount(string key) =>
        Error.Invalid("ledger.zero_amount", $"Entry '{key}' has a posting of zero.");

    public static Error Unbalanced(string key, Currency currency) =>
        Error.Invalid(
            "ledger.unbalanced",
            $"The postings of entry '{key}' in {currency} do not add up to zero."
        );

    public static Error KeyReused(string key) =>
        Error.Conflict("ledger.key_reused", $"The key '{key}' was used before for something else.");

    public static Error UnknownAccount(string account) =>
        Error.NotFound("ledger.unknown_account", $"There is no account {account}.");

    public static Error CurrencyMismatch(string account) =>
        Error.Invalid(
            "ledger.currency_mismatch",
            $"Account {account} is kept in another currency."
        );

    public static Error AccountClosed(string account) =>
        Error.Rule("ledger.account_closed", $"Account {account} is closed.");

    public static Error InsufficientFunds(string account) =>
        Error.Rule(
            "ledger.insufficient_funds",
            $"Account {account} has not enough that is available."
        );

    /// <summary>What <c>ledger.post_entries</c> refused; null when it broke for another reason.</summary>
    internal static Error? Of(PostgresException refused)
    {
        if (refused.SqlState == PostgresErrorCodes.NumericValueOutOfRange)
        {
            return AmountTooLarge;
        }

        // "ledger.key_reused order-7": a code, and what it is about.
        var message = refused.MessageText.Split(' ', 2);
        return Of(message[0], message.ElementAtOrDefault(1) ?? "");
    }

    /// <param name="code">As SQL says it.</param>
    /// <param name="about">The account or key.</param>
    internal static Error? Of(string code, string about) =>
        code switch
        {
            "ledger.day_sealed" => DaySealed,
            "ledger.key_reused" => KeyReused(about),
            "ledger.unknown_account" => UnknownAccount(about),
            "ledger.currency_mismatch" => CurrencyMismatch(about),
            "ledger.account_closed" => AccountClosed(about),
            "ledger.insufficient_funds" => InsufficientFunds(about),
            _ => null,
        };
}
