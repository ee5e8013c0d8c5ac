using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Contracts;

/// <summary>A posting of an account.</summary>
/// <param name="Line">Its number in the entry, which may have several of one account.</param>
/// <param name="Change">What it did to the balance as people read it.</param>
/// <param name="BalanceAfter">The balance right after it.</param>
public sealed record AccountLine(
    EntryId EntryId,
    short Line,
    DateTimeOffset BookedAt,
    string Kind,
    string ReferenceKind,
    long ReferenceId,
    string Description,
    Money Change,
    Money BalanceAfter
);
