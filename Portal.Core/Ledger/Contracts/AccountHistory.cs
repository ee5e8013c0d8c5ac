using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>
/// An account's postings with the balance after each, as the database computes it. Whoever asks has checked
/// the right to the account.
/// </summary>
public sealed class AccountHistory(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TenantReader tenants
)
{
    /// <summary>Whether a page goes on where an answer of here ended.</summary>
    public static bool IsCursor(PageRequest page) => BookCursor.TryDecode(page?.Cursor) is not null;

    /// <summary>The newest first; pages by cursor both ways.</summary>
    /// <param name="id">The account.</param>
    /// <param name="currency">The one it is kept in.</param>
    /// <param name="days">Business days of the tenant; null is ever since.</param>
    /// <param name="page">Its cursor says where to go on.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    public async Task<Page<AccountLine>> PageAsync(
        AccountId id,
        Currency currency,
        DateRange? days,
        PageRequest page,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(page);
        var cursor = BookCursor.TryDecode(page.Cursor) ?? BookCursor.Newest;
        var (from, before) = await BoundsAsync(days, ct);
        var rows = await ReadAsync(id, currency, cursor, page.Take + 1, (from, before), ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var total = await db
            .Postings.Where(p => p.AccountId == id && p.BookedAt >= from && p.BookedAt < before)
            .Take(PageRequest.CountLimit + 1)
            .CountAsync(ct);
        return cursor.ToPage(
            rows,
            page,
            l => new BookCursor(l.BookedAt.UtcDateTime, l.EntryId.Value, l.Line),
            total
        );
    }

    /// <summary>The latest of those days, the oldest first.</summary>
    public async Task<IReadOnlyList<AccountLine>> LinesAsync(
        AccountId id,
        Currency currency,
        DateRange? days,
        int atMost,
        CancellationToken ct
    )
    {
        var bounds = await BoundsAsync(days, ct);
        var rows = await ReadAsync(id, currency, BookCursor.Newest, atMost, bounds, ct);
        rows.Reverse();
        return rows;
    }

    /// <summary>The balance right before an instant, as people read it; null without such an account.</summary>
    public async Task<Money?> BalanceBeforeAsync(
        AccountId id,
        DateTimeOffset instant,
        CancellationToken ct
    )
    {
        var found = await connections.ReadAsync(
            LedgerReadSql.BalanceBefore,
            [SqlValue.Of(id.Value), SqlValue.Of(instant.ToUniversalTime())],
            r => (Money?)new Money(r.GetInt64(0), Currency.Of(r.GetString(1))),
            ct
        );
        return found.SingleOrDefault();
    }

    private async Task<(DateTimeOffset From, DateTimeOffset Before)> BoundsAsync(
        DateRange? days,
        CancellationToken ct
    )
    {
        if (days is not { } range)
        {
            return (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        }

        var tenant = await tenants.CurrentAsync(ct);
        return (tenant.StartOf(range.First), tenant.StartOf(range.Last.AddDays(1)));
    }

    private Task<List<AccountLine>> ReadAsync(
        AccountId id,
        Currency currency,
        BookCursor cursor,
        int atMost,
        (DateTimeOffset From, DateTimeOffset Before) bounds,
        CancellationToken ct
    ) =>
        connections.ReadAsync(
            cursor.IsTowardsNewer ? LedgerReadSql.LinesAfter : LedgerReadSql.LinesBefore,
            [
                SqlValue.Of(id.Value),
                SqlValue.Of(cursor.BookedAt),
                SqlValue.Of(cursor.EntryId),
                SqlValue.Of(cursor.Line),
                SqlValue.Of(atMost),
                SqlValue.Of(bounds.From),
                SqlValue.Of(bounds.Before),
            ],
            r => new AccountLine(
                new EntryId(r.GetInt64(0)),
                r.GetInt16(2),
                r.GetFieldValue<DateTimeOffset>(1),
                r.GetString(3),
                r.GetString(4),
                r.GetInt64(5),
                r.GetString(6),
                new Money(r.GetInt64(7), currency),
                new Money(r.GetInt64(8), currency)
            ),
            ct
        );
}
