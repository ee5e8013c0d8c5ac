using System.Globalization;
using Portal.Areas.Finance.Ledger;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Kit;

namespace Portal.Areas.Finance.Reconciliation;

/// <summary>How statements and differences are told to people.</summary>
internal static class ReconciliationWords
{
    /// <summary>A bank account in groups of four, as banks print it; a gateway by its name.</summary>
    public static string AccountOf(string account) =>
        Iban.TryParse(account, out var iban)
            ? string.Join(' ', iban.Value.Value.Chunk(4).Select(four => new string(four)))
            : LedgerWords.Words(account);

    public static string Of(DifferenceKind kind) =>
        kind switch
        {
            DifferenceKind.MissingHere => "Not in our books",
            DifferenceKind.MissingThere => "Not on the statement",
            DifferenceKind.WrongAmount => "Another amount",
            DifferenceKind.WrongCurrency => "Another currency",
            DifferenceKind.Duplicate => "Twice on the statement",
            DifferenceKind.Waiting => "Waiting",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };

    public static string MeaningOf(DifferenceKind kind) =>
        kind switch
        {
            DifferenceKind.MissingHere =>
                "The statement has it, and nothing in the books stands for it.",
            DifferenceKind.MissingThere =>
                "The books have it, and the other side does not, though its statements cover the day.",
            DifferenceKind.WrongAmount => "Both have it, with different amounts.",
            DifferenceKind.WrongCurrency => "Both have it, in different currencies.",
            DifferenceKind.Duplicate => "The statement has it once more than the books.",
            DifferenceKind.Waiting => "Younger than three days: its counterpart may still come.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
        };

    public static Tone ToneOf(DifferenceKind kind) =>
        kind is DifferenceKind.Waiting ? Tone.Info : Tone.Bad;

    public static string Of(Difference difference) =>
        difference.Status switch
        {
            DifferenceStatus.Open => Of(difference.Kind),
            DifferenceStatus.Cleared => "Cleared by itself",
            _ => Of(difference.Resolution!.Value),
        };

    public static Tone ToneOf(Difference difference) =>
        difference.Status switch
        {
            DifferenceStatus.Open => ToneOf(difference.Kind),
            DifferenceStatus.Cleared => Tone.Good,
            _ => difference.Resolution is ResolutionKind.Ignored ? Tone.Plain : Tone.Good,
        };

    public static string Of(ResolutionKind resolution) =>
        resolution switch
        {
            ResolutionKind.Matched => "Matched by hand",
            ResolutionKind.Booked => "Booked by hand",
            ResolutionKind.Ignored => "Left as it is",
            _ => throw new ArgumentOutOfRangeException(
                nameof(resolution),
                resolution,
                "No such resolution."
            ),
        };

    public static Tone ToneOf(StatementLineStatus status) =>
        status switch
        {
            StatementLineStatus.Open => Tone.Warn,
            StatementLineStatus.Matched or StatementLineStatus.Booked => Tone.Good,
            StatementLineStatus.Ignored => Tone.Plain,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string Of(AccountKind account) =>
        account switch
        {
            AccountKind.Fees => "Fees – what gateways and banks charge",
            AccountKind.Suspense => "Suspense – nobody knows yet whose it is",
            AccountKind.Commission => "Commission – the marketplace bears it",
            _ => EnumWords.ToLabel(account),
        };

    public static string Of(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>+1.20 as "1.20 more on the statement".</summary>
    public static string Off(Money off) =>
        off.Minor > 0
            ? $"{MoneyFormat.Full(off)} more on the statement"
            : $"{MoneyFormat.Full(off * -1)} less on the statement";

    public static string QueueHref(AccountPosition account) =>
        $"/finance/reconciliation/queue?status=open&source={EnumWords.ToKey(account.Source)}&account={Uri.EscapeDataString(account.Account)}";
}
