using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <param name="Ages">None is all.</param>
/// <param name="Search">Part of the shop's name.</param>
public sealed record DebtFilter(
    IReadOnlyList<DebtAge>? Ages = null,
    Currency? Currency = null,
    string Search = ""
);

/// <summary>What a shop owes in a currency.</summary>
/// <param name="Since">From when on it has owed without a break.</param>
/// <param name="Days">Business days of the tenant since then.</param>
/// <param name="FirstEntry">The entry that began it.</param>
/// <param name="Lines">How many postings the account had since, with the first.</param>
/// <param name="Waiting">What of it waits to be written off; null for nothing.</param>
public sealed record DebtRow(
    SellerId Seller,
    string SellerName,
    AccountId Account,
    Money Owed,
    DateTimeOffset Since,
    int Days,
    EntryId FirstEntry,
    string FirstKind,
    string FirstDescription,
    long Lines,
    Money? Waiting
)
{
    public DebtAge Age => DebtAgePolicy.Of(Days);
}

/// <summary>What shops owe that have owed for about as long.</summary>
public sealed record DebtSum(DebtAge Age, Money Owed, int Count);

/// <param name="IsOwn">The reader asked for it, and so cannot approve it.</param>
public sealed record DebtWriteOffRow(DebtWriteOff WriteOff, bool IsOwn);

/// <summary>What a shop owes in a currency, why, and what was done about it.</summary>
/// <param name="Debt">Null when it owes nothing now.</param>
/// <param name="Lines">What moved since it has owed, the oldest first, as far as <see cref="DebtQueries.MaxLines"/> reach back.</param>
/// <param name="History">What people did, the first first.</param>
public sealed record DebtDetail(
    SellerId Seller,
    string SellerName,
    Currency Currency,
    DebtRow? Debt,
    IReadOnlyList<AccountLine> Lines,
    IReadOnlyList<DebtRepayment> Repayments,
    IReadOnlyList<DebtWriteOffRow> WriteOffs,
    IReadOnlyList<TimelineEvent> History
)
{
    public DebtWriteOffRow? Waiting =>
        WriteOffs.FirstOrDefault(w => w.WriteOff.Status is DebtWriteOffStatus.Requested);

    public IReadOnlyList<DebtWriteOffRow> Decided =>
        [.. WriteOffs.Where(w => w.WriteOff.Status is not DebtWriteOffStatus.Requested)];
}

/// <summary>What the reader's own shop owes, and why.</summary>
public sealed record OwnDebt(DebtRow Debt, IReadOnlyList<AccountLine> Lines);
