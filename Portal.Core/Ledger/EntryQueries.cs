using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>Entries, from a list or an order down to their postings. Every read refuses without the right.</summary>
public sealed class EntryQueries(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>Entries, the newest first; pages by cursor both ways.</summary>
    public async Task<Result<Page<EntrySummary>>> ListAsync(
        EntryFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var entries = Narrow(db, filter, tenant);
        var total = await entries.Take(PageRequest.CountLimit + 1).CountAsync(ct);
        var cursor = BookCursor.TryDecode(page.Cursor) ?? BookCursor.Newest;
        var rows = await From(cursor, entries)
            .Take(page.Take + 1)
            .Select(e => new EntrySummary(
                e.Id,
                e.BookedAt,
                e.Key,
                e.Kind,
                e.ReferenceKind,
                e.ReferenceId,
                e.Description,
                Array.Empty<Money>()
            ))
            .ToListAsync(ct);
        if (cursor.IsTowardsNewer)
        {
            rows.Reverse();
        }

        return cursor.ToPage(
            await WithAmountsAsync(db, rows, ct),
            page,
            e => new BookCursor(e.BookedAt.UtcDateTime, e.Id.Value, 0),
            total
        );
    }

    public async Task<Result<EntryDetail>> FindAsync(EntryId id, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var entry = await db.LedgerEntries.SingleOrDefaultAsync(e => e.Id == id, ct);
        if (entry is null)
        {
            return LedgerErrors.EntryNotFound;
        }

        var lines = await db
            .Postings.Where(p => p.EntryId == id && p.BookedAt == entry.BookedAt)
            .Join(db.LedgerAccounts, p => p.AccountId, a => a.Id, (p, a) => new { p, a })
            .OrderBy(x => x.p.Line)
            .Select(x => new EntryLine(
                x.p.Line,
                new AccountName(x.a.Id, x.a.Kind, x.a.Owner),
                new Money(x.p.AmountMinor, x.p.Currency)
            ))
            .ToListAsync(ct);
        var reversedBy = await db
            .EntryReversals.Where(r => r.EntryId == id)
            .Join(db.EntryKeys, r => r.ReversedByKey, k => k.Key, (_, k) => (EntryId?)k.EntryId)
            .SingleOrDefaultAsync(ct);
        var reverses = await db
            .EntryReversals.Where(r => r.ReversedByKey == entry.Key)
            .Select(r => (EntryId?)r.EntryId)
            .SingleOrDefaultAsync(ct);
        var hash = await db
            .EntryKeys.Where(k => k.Key == entry.Key)
            .Select(k => k.ContentHash)
            .SingleOrDefaultAsync(ct);
        var seal = await db
            .Seals.Where(s => s.FromAt <= entry.BookedAt && s.ThroughAt > entry.BookedAt)
            .Select(s => (int?)s.Number)
            .SingleOrDefaultAsync(ct);
        return new EntryDetail(
            entry.Id,
            entry.BookedAt,
            entry.Key,
            entry.Kind,
            entry.ReferenceKind,
            entry.ReferenceId,
            entry.Description,
            reverses,
            reversedBy,
            Convert.ToHexStringLower(hash ?? []),
            seal,
            lines
        );
    }

    /// <summary>The bounds of the time say which months the postings are in.</summary>
    private static async Task<List<EntrySummary>> WithAmountsAsync(
        PortalDbContext db,
        List<EntrySummary> entries,
        CancellationToken ct
    )
    {
        if (entries.Count == 0)
        {
            return entries;
        }

        var ids = entries.ConvertAll(e => e.Id);
        var (oldest, newest) = (entries[^1].BookedAt, entries[0].BookedAt);
        var debits = await db
            .Postings.Where(p =>
                ids.Contains(p.EntryId)
                && p.BookedAt >= oldest
                && p.BookedAt <= newest
                && p.AmountMinor > 0
            )
            .GroupBy(p => new { p.EntryId, p.Currency })
            .Select(g => new
            {
                g.Key.EntryId,
                g.Key.Currency,
                Minor = g.Sum(p => p.AmountMinor),
            })
            .ToListAsync(ct);
        var amounts = debits.ToLookup(d => d.EntryId, d => new Money(d.Minor, d.Currency));
        return entries.ConvertAll(e => e with { Amounts = [.. amounts[e.Id]] });
    }

    private static IQueryable<LedgerEntry> From(BookCursor cursor, IQueryable<LedgerEntry> entries)
    {
        var (at, id) = (new DateTimeOffset(cursor.BookedAt), new EntryId(cursor.EntryId));
        return cursor.IsTowardsNewer
            ? entries
                .Where(e =>
                    EF.Functions.GreaterThan(
                        ValueTuple.Create(e.BookedAt, e.Id),
                        ValueTuple.Create(at, id)
                    )
                )
                .OrderBy(e => e.BookedAt)
                .ThenBy(e => e.Id)
            : entries
                .Where(e =>
                    EF.Functions.LessThan(
                        ValueTuple.Create(e.BookedAt, e.Id),
                        ValueTuple.Create(at, id)
                    )
                )
                .OrderByDescending(e => e.BookedAt)
                .ThenByDescending(e => e.Id);
    }

    private static IQueryable<LedgerEntry> Narrow(
        PortalDbContext db,
        EntryFilter filter,
        TenantSnapshot tenant
    )
    {
        IQueryable<LedgerEntry> entries = db.LedgerEntries;
        if (filter.Kind is { } kind)
        {
            entries = entries.Where(e => e.Kind.StartsWith(kind));
        }

        if (filter.ReferenceKind is { } referenceKind)
        {
            entries = entries.Where(e => e.ReferenceKind == referenceKind);
        }

        if (filter.ReferenceId is { } referenceId)
        {
            entries = entries.Where(e => e.ReferenceId == referenceId);
        }

        if (filter.Days is { } days)
        {
            var (from, before) = (tenant.StartOf(days.First), tenant.StartOf(days.Last.AddDays(1)));
            entries = entries.Where(e => e.BookedAt >= from && e.BookedAt < before);
        }

        return filter.Search is { } text ? Search(db, entries, text.Trim()) : entries;
    }

    /// <summary>Keys are found among the keys, whose index the entries by month cannot have.</summary>
    private static IQueryable<LedgerEntry> Search(
        PortalDbContext db,
        IQueryable<LedgerEntry> entries,
        string text
    ) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? entries.Where(e => e.Id == new EntryId(number) || e.ReferenceId == number)
            : entries.Where(e =>
                db.EntryKeys.Any(k =>
                    k.Key == text && k.EntryId == e.Id && k.BookedAt == e.BookedAt
                )
            );
}
