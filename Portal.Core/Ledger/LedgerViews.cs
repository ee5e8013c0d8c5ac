using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Ledger;

/// <summary>What a list of accounts is narrowed to; null is all.</summary>
public sealed record AccountFilter(
    AccountKind? Kind = null,
    Currency? Currency = null,
    string? Owner = null
);

/// <summary>An account as it stands now. Amounts grow with the account, whichever its side.</summary>
/// <param name="Owner">See <see cref="AccountOwner"/>; empty for the tenant.</param>
public sealed record AccountSummary(
    AccountId Id,
    AccountKind Kind,
    string Owner,
    Money Balance,
    Money Held,
    DateTimeOffset? ClosedAt
)
{
    public Money Available => Balance - Held;
}

/// <summary>A posting of an account.</summary>
/// <param name="Change">What it did to the balance as people read it.</param>
/// <param name="BalanceAfter">The balance right after it.</param>
public sealed record AccountLine(
    EntryId EntryId,
    DateTimeOffset BookedAt,
    string Kind,
    string ReferenceKind,
    long ReferenceId,
    string Description,
    Money Change,
    Money BalanceAfter
);

/// <summary>What a list of entries is narrowed to; null is all.</summary>
/// <param name="ReferenceKind">With <paramref name="ReferenceId"/>: what the entries are about, e.g. an order.</param>
public sealed record EntryFilter(
    string? Kind = null,
    string? ReferenceKind = null,
    long? ReferenceId = null,
    DateRange? Days = null
);

public sealed record EntrySummary(
    EntryId Id,
    DateTimeOffset BookedAt,
    string Kind,
    string ReferenceKind,
    long ReferenceId,
    string Description
);

/// <summary>One entry with all that is known of it.</summary>
/// <param name="Reverses">The entry it undoes.</param>
/// <param name="ReversedBy">The entry that undid it.</param>
/// <param name="SealNumber">The seal over its day; null while the day is open.</param>
public sealed record EntryDetail(
    EntryId Id,
    DateTimeOffset BookedAt,
    string Key,
    string Kind,
    string ReferenceKind,
    long ReferenceId,
    string Description,
    EntryId? Reverses,
    EntryId? ReversedBy,
    int? SealNumber,
    IReadOnlyList<EntryLine> Lines
);

/// <summary>A posting of an entry: a debit when positive, a credit when negative.</summary>
public sealed record EntryLine(
    int Line,
    AccountId AccountId,
    AccountKind AccountKind,
    string AccountOwner,
    Money Amount
);

/// <summary>All accounts of one kind and currency together.</summary>
/// <param name="Debit">Sum of the balances on the debit side.</param>
/// <param name="Credit">Sum of the balances on the credit side, as a positive amount.</param>
public sealed record TrialBalanceRow(AccountKind Kind, long Accounts, Money Debit, Money Credit);

/// <summary>The books at the end of a day.</summary>
/// <param name="Totals">Debit and credit of each currency; the two are equal in sound books.</param>
public sealed record TrialBalance(
    DateOnly Day,
    IReadOnlyList<TrialBalanceRow> Rows,
    IReadOnlyList<(Money Debit, Money Credit)> Totals
)
{
    public bool IsBalanced => Totals.All(t => t.Debit == t.Credit);
}
