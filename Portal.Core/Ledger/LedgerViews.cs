using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Ledger;

/// <summary>What a list of accounts is narrowed to; null is all.</summary>
/// <param name="Owner">How the owner begins: <c>seller-</c>, <c>stripe</c>.</param>
public sealed record AccountFilter(
    IReadOnlyList<AccountKind>? Kinds = null,
    Currency? Currency = null,
    string? Owner = null
);

/// <summary>What an account is called.</summary>
/// <param name="Owner">See <see cref="AccountOwner"/>; empty for the tenant.</param>
public sealed record AccountName(AccountId Id, AccountKind Kind, string Owner);

/// <summary>An account as it stands now. Amounts grow with the account, whichever its side.</summary>
public sealed record AccountSummary(
    AccountName Name,
    Money Balance,
    Money Held,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt
)
{
    public AccountId Id => Name.Id;

    public Money Available => Balance - Held;
}

/// <summary>An account's postings of some days.</summary>
/// <param name="Days">Null for ever since.</param>
/// <param name="Lines">The oldest first.</param>
public sealed record AccountStatement(
    AccountSummary Account,
    DateRange? Days,
    IReadOnlyList<AccountLine> Lines
);

/// <summary>What a list of entries is narrowed to; null is all.</summary>
/// <param name="Kind">How the kind begins: <c>order.</c>, <c>order.captured</c>.</param>
/// <param name="ReferenceKind">With <paramref name="ReferenceId"/>: what the entries are about, e.g. an order.</param>
/// <param name="Search">The number of an entry or of what it is about, or a whole key.</param>
public sealed record EntryFilter(
    string? Kind = null,
    string? ReferenceKind = null,
    long? ReferenceId = null,
    DateRange? Days = null,
    string? Search = null
);

/// <summary>An entry in a list.</summary>
/// <param name="Amounts">What it moved, in each of its currencies.</param>
public sealed record EntrySummary(
    EntryId Id,
    DateTimeOffset BookedAt,
    string Key,
    string Kind,
    string ReferenceKind,
    long ReferenceId,
    string Description,
    IReadOnlyList<Money> Amounts
);

/// <summary>One entry with all that is known of it.</summary>
/// <param name="Reverses">The entry it undoes.</param>
/// <param name="ReversedBy">The entry that undid it.</param>
/// <param name="ContentHash">What its content was when it was booked, as 64 hexadecimal digits.</param>
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
    string ContentHash,
    int? SealNumber,
    IReadOnlyList<EntryLine> Lines
);

/// <summary>A posting of an entry: a debit when positive, a credit when negative.</summary>
public sealed record EntryLine(int Line, AccountName Account, Money Amount);

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
