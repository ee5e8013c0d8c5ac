using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

public static class ReconciliationErrors
{
    public static readonly Error StatementNotFound = Error.NotFound(
        "reconciliation.statement_not_found",
        "This statement does not exist."
    );

    public static readonly Error DifferenceNotFound = Error.NotFound(
        "reconciliation.difference_not_found",
        "This difference does not exist."
    );

    public static readonly Error NotOpen = Error.Conflict(
        "reconciliation.not_open",
        "This difference is settled already."
    );

    public static readonly Error NotResolved = Error.Conflict(
        "reconciliation.not_resolved",
        "Nobody has resolved this difference."
    );

    public static readonly Error NoSuchMatch = Error.Rule(
        "reconciliation.no_such_match",
        "The line cannot stand for this: it is not there, is matched already, or is in another currency or direction."
    );

    public static readonly Error AccountNeeded = Error.InvalidField(
        "account",
        "They differ; name the account that bears the difference."
    );

    public static readonly Error NotBookable = Error.Rule(
        "reconciliation.not_bookable",
        "Nothing can be booked for this here. Match it, or say why nothing is to be booked."
    );

    public static readonly Error BuiltOn = Error.Conflict(
        "reconciliation.built_on",
        "A payout was booked by this match, so it cannot be undone here."
    );

    public static readonly Error ChangedStatement = Error.Conflict(
        "reconciliation.changed_statement",
        "A statement with this number was imported before, and says something else."
    );

    public static readonly Error TooLarge = Error.Invalid(
        "reconciliation.too_large",
        $"The file is larger than {StatementFiles.MaxBytes / (1 << 20)} MB. Split it by day."
    );

    public static readonly Error NotAStatement = Error.Invalid(
        "reconciliation.not_a_statement",
        "This is neither a CAMT.053 file nor a CSV with the columns of a statement."
    );

    public static readonly Error Empty = Error.Invalid(
        "reconciliation.empty",
        "The file has no statement in it."
    );

    public static Error BeyondLimit(Money limit) =>
        Error.Rule(
            "reconciliation.beyond_limit",
            $"This is above {limit}, the most that finance may settle alone."
        );

    public static Error DoesNotAddUp(string statement, Money stated, Money computed) =>
        Error.Invalid(
            "reconciliation.does_not_add_up",
            $"Statement {statement} does not add up: its lines lead to {computed}, it says {stated}."
        );

    /// <summary>What is wrong, and in which row of the file.</summary>
    public static Error Malformed(int row, string what) =>
        Error.Invalid(
            "reconciliation.malformed",
            string.Create(CultureInfo.InvariantCulture, $"Row {row}: {what}")
        );
}
