using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Ledger;

/// <summary>What an entry must be before anybody asks the books.</summary>
internal static class EntryPolicy
{
    private const int MaxKeyLength = 120;
    private const int MaxKindLength = 60;
    private const int MaxReferenceKindLength = 40;
    private const int MaxDescriptionLength = 300;

    public static Result Check(EntryDraft entry)
    {
        if (entry.Key.Length is 0 or > MaxKeyLength)
        {
            return LedgerErrors.Malformed(
                entry.Key,
                $"needs a key of 1 to {MaxKeyLength} characters."
            );
        }

        if (entry.Kind.Length is 0 or > MaxKindLength)
        {
            return LedgerErrors.Malformed(
                entry.Key,
                $"needs a kind of 1 to {MaxKindLength} characters."
            );
        }

        if (entry.Reference.Kind is null or { Length: 0 or > MaxReferenceKindLength })
        {
            return LedgerErrors.Malformed(entry.Key, "does not say what it is about.");
        }

        if (entry.Description.Length > MaxDescriptionLength)
        {
            return LedgerErrors.Malformed(
                entry.Key,
                $"has a description of more than {MaxDescriptionLength} characters."
            );
        }

        return CheckPostings(entry);
    }

    private static Result CheckPostings(EntryDraft entry)
    {
        if (entry.Postings.Count is < 2 or > EntryDraft.MaxPostings)
        {
            return LedgerErrors.Malformed(
                entry.Key,
                $"needs 2 to {EntryDraft.MaxPostings} postings."
            );
        }

        for (var i = 0; i < entry.Postings.Count; i++)
        {
            var amount = entry.Postings[i].Amount;
            if (amount.Minor == 0)
            {
                return LedgerErrors.ZeroAmount(entry.Key);
            }

            // Two lines of one currency are what nearly every entry has: the sum is taken once, at its first line.
            if (IsFirstOfItsCurrency(entry, i) && Sum(entry, amount.Currency) != 0)
            {
                return LedgerErrors.Unbalanced(entry.Key, amount.Currency);
            }
        }

        return Result.Ok;
    }

    private static bool IsFirstOfItsCurrency(EntryDraft entry, int line)
    {
        for (var i = 0; i < line; i++)
        {
            if (entry.Postings[i].Amount.Currency == entry.Postings[line].Amount.Currency)
            {
                return false;
            }
        }

        return true;
    }

    private static Int128 Sum(EntryDraft entry, Currency currency)
    {
        Int128 sum = 0;
        for (var i = 0; i < entry.Postings.Count; i++)
        {
            if (entry.Postings[i].Amount.Currency == currency)
            {
                sum += entry.Postings[i].Amount.Minor;
            }
        }

        return sum;
    }
}
