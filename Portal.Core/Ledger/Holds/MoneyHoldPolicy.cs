using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Ledger.Holds;

/// <summary>What a hold must be before anybody asks the books.</summary>
internal static class MoneyHoldPolicy
{
    private const int MaxKeyLength = 100;
    private const int MaxReferenceKindLength = 40;

    public static Result Check(IReadOnlyList<MoneyHoldDraft> drafts, DateTimeOffset now)
    {
        if (drafts.Count == 0)
        {
            return LedgerErrors.NothingToBook;
        }

        for (var i = 0; i < drafts.Count; i++)
        {
            var isWhole = Check(drafts[i], now);
            if (isWhole.Failed)
            {
                return isWhole;
            }
        }

        return Result.Ok;
    }

    private static Result Check(MoneyHoldDraft draft, DateTimeOffset now)
    {
        if (draft.Key.Length is 0 or > MaxKeyLength)
        {
            return LedgerErrors.MalformedHold(
                draft.Key,
                $"needs a key of 1 to {MaxKeyLength} characters."
            );
        }

        if (draft.Reference.Kind is null or { Length: 0 or > MaxReferenceKindLength })
        {
            return LedgerErrors.MalformedHold(draft.Key, "does not say what it is about.");
        }

        if (draft.Amount.Minor <= 0)
        {
            return LedgerErrors.MalformedHold(draft.Key, "needs an amount above zero.");
        }

        if (draft.From == draft.To)
        {
            return LedgerErrors.MalformedHold(draft.Key, "goes from an account to itself.");
        }

        return draft.ExpiresAt <= now
            ? LedgerErrors.MalformedHold(draft.Key, "would be over before it began.")
            : Result.Ok;
    }
}
