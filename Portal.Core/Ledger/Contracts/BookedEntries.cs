using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>Finds entries by the keys other modules have booked them under.</summary>
public sealed class BookedEntries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    /// <summary>Those that are booked, by key; none for a reader without the right to the books.</summary>
    public async Task<IReadOnlyDictionary<string, EntryId?>> FindAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return new Dictionary<string, EntryId?>(StringComparer.Ordinal);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .EntryKeys.Where(k => keys.Contains(k.Key))
            .ToDictionaryAsync(k => k.Key, k => (EntryId?)k.EntryId, StringComparer.Ordinal, ct);
    }
}
