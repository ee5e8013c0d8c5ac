namespace Portal.Core.Ledger.Seals;

/// <summary>A row that is not what it was, or does not fit the others.</summary>
/// <param name="Row">Which one: <c>entry 42</c>, <c>account 7</c>, <c>seal 3</c>.</param>
/// <param name="What">What is wrong with it, for people.</param>
public sealed record LedgerFault(string Row, string What);

/// <summary>What came of reading a tenant's books through.</summary>
/// <param name="Faults">Empty when the books are sound; else the first fault of each check, the oldest row first.</param>
public sealed record LedgerVerification(
    long Entries,
    long Postings,
    long Accounts,
    int Seals,
    DateOnly? SealedThrough,
    TimeSpan Took,
    IReadOnlyList<LedgerFault> Faults
)
{
    public bool IsSound => Faults.Count == 0;
}
