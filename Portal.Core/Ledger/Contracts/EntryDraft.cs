using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

public readonly record struct EntryId(long Value) : IEntityId<EntryId>
{
    public static EntryId From(long value) => new(value);
}

/// <summary>One line of an entry to be booked.</summary>
/// <param name="Account">An open account of the entry's tenant, in the amount's currency.</param>
/// <param name="Amount">A debit when positive, a credit when negative; never zero.</param>
public readonly record struct PostingDraft(AccountId Account, Money Amount);

/// <summary>An entry to be booked: its postings add up to zero in each currency.</summary>
/// <param name="Tenant">Whose books.</param>
/// <param name="Key">Of the request, unique in the tenant, up to 120 characters: the same key never books twice.</param>
/// <param name="Kind">What happened, e.g. <c>order.captured</c>; up to 60 characters.</param>
/// <param name="Reference">What it is about, e.g. an order.</param>
/// <param name="Description">For people, up to 300 characters.</param>
/// <param name="Postings">Two to <see cref="MaxPostings"/>.</param>
public sealed record EntryDraft(
    TenantId Tenant,
    string Key,
    string Kind,
    EventSubject Reference,
    string Description,
    IReadOnlyList<PostingDraft> Postings
)
{
    public const int MaxPostings = 1_000;
}

/// <summary>An entry as it stands in the books.</summary>
/// <param name="IsNew">False when the same request had been booked before.</param>
public readonly record struct BookedEntry(EntryId Id, DateTimeOffset BookedAt, bool IsNew);
