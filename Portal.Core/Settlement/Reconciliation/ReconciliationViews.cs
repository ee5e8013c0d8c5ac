using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>One account of ours with somebody outside, and how far its statements agree with the books.</summary>
/// <param name="Last">Its newest statement.</param>
/// <param name="Books">Where the books have it.</param>
/// <param name="Stated">What the newest statement closes with, less what was there before the first.</param>
/// <param name="Breaks">Statements that do not open with what the one before closed with.</param>
public sealed record AccountPosition(
    StatementSource Source,
    string Account,
    Currency Currency,
    Statement Last,
    Money Books,
    Money Stated,
    int Statements,
    int Breaks,
    long Lines,
    long OpenLines
);

/// <summary>Open differences of an account by how long they have been there.</summary>
public sealed record DifferenceAge(
    StatementSource Source,
    string Account,
    Currency Currency,
    string Age,
    long Count,
    Money Amount
);

/// <summary>A day of an account: what its statements say, and what they have more than the books.</summary>
public sealed record ReconciledDay(
    DateOnly Day,
    StatementSource Source,
    string Account,
    Money Stated,
    Money Difference
)
{
    public Money Books => Stated - Difference;
}

/// <summary>The first page of reconciliation.</summary>
public sealed record ReconciliationOverview(
    IReadOnlyList<AccountPosition> Accounts,
    IReadOnlyList<DifferenceAge> Ages,
    IReadOnlyList<ReconciledDay> Days
);

/// <param name="Open">Lines nothing stands for yet.</param>
public sealed record StatementRow(Statement Statement, long Open)
{
    public Money Opening => new(Statement.OpeningMinor, Statement.Currency);

    public Money Closing => new(Statement.ClosingMinor, Statement.Currency);
}

public sealed record StatementDetail(
    StatementRow Row,
    IReadOnlyDictionary<StatementLineStatus, int> ByStatus,
    IReadOnlyList<TimelineEvent> History
);

/// <param name="Entry">That stands for it; null when there is none, or the reader may not see the books.</param>
/// <param name="Target">What it stands for, and its page.</param>
/// <param name="Difference">Its difference, if it has or had one.</param>
public sealed record StatementLineRow(
    StatementLine Line,
    EntryId? Entry,
    TargetLink? Target,
    DifferenceId? Difference,
    DifferenceKind? Finding
);

/// <summary>Something of ours, by name and page.</summary>
public sealed record TargetLink(string Name, string? Href);

public sealed record StatementFilter(
    IReadOnlyList<StatementSource>? Sources = null,
    Currency? Currency = null
);

public sealed record DifferenceFilter(
    IReadOnlyList<DifferenceStatus>? Statuses = null,
    IReadOnlyList<DifferenceKind>? Kinds = null,
    IReadOnlyList<StatementSource>? Sources = null,
    string? Account = null
);

/// <param name="What">The line's or our own name of it.</param>
public sealed record DifferenceRow(Difference Difference, string What);

/// <param name="Statement">Null when no statement has it.</param>
/// <param name="Proposals">The likeliest first.</param>
/// <param name="CanBeBooked">On an account, without a counterpart.</param>
/// <param name="CanBeUndone">It was resolved, and nothing was built on it.</param>
public sealed record DifferenceDetail(
    DifferenceRow Row,
    StatementLineRow? Line,
    Statement? Statement,
    TargetLink? Target,
    EntryId? Entry,
    IReadOnlyList<Proposal> Proposals,
    bool CanBeBooked,
    bool CanBeUndone
);

/// <summary>What a difference may be.</summary>
/// <param name="Resolves">The difference that is resolved by it: this one, or that of the line which it names.</param>
/// <param name="Off">What the statement has more than what it would stand for.</param>
public sealed record Proposal(
    DifferenceId Resolves,
    MatchTarget Kind,
    IReadOnlyList<long> Targets,
    string Name,
    string? Href,
    DateOnly Day,
    Money Amount,
    Money Off,
    string Reason
);
