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
    /// <summary>Entries, the newest first; pages by cursor towards older ones.</summary>
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
        var entries = Narrow(db.LedgerEntries, filter, tenant);
        var total = await entries.Take(PageRequest.CountLimit + 1).CountAsync(ct);
        if (BookCursor.TryDecode(page.Cursor) is { } from)
        {
            var at = new DateTimeOffset(from.BookedAt);
            var id = new EntryId(from.EntryId);
            entries = entries.Where(e =>
                EF.Functions.LessThan(
                    ValueTuple.Create(e.BookedAt, e.Id),
                    ValueTuple.Create(at, id)
                )
            );
        }

        var rows = await entries
            .OrderByDescending(e => e.BookedAt)
            .ThenByDescending(e => e.Id)
            .Take(page.Take + 1)
            .Select(e => new EntrySummary(
                e.Id,
                e.BookedAt,
                e.Kind,
                e.ReferenceKind,
                e.ReferenceId,
                e.Description
            ))
            .ToListAsync(ct);
        var hasNext = rows.Count > page.Take;
        if (hasNext)
        {
            rows.RemoveAt(page.Take);
        }

        return new Page<EntrySummary>(
            rows,
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit,
            Next: hasNext
                ? new BookCursor(rows[^1].BookedAt.UtcDateTime, rows[^1].Id.Value, 0).Encode()
                : null
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
                x.a.Id,
                x.a.Kind,
                x.a.Owner,
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
            seal,
            lines
        );
    }

    private static IQueryable<LedgerEntry> Narrow(
        IQueryable<LedgerEntry> entries,
        EntryFilter filter,
        TenantSnapshot tenant
    )
    {
        if (filter.Kind is { } kind)
        {
            entries = entries.Where(e => e.Kind == kind);
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

        return entries;
    }
}
