using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Holds;

/// <summary>What a list of holds is narrowed to; null or empty is all.</summary>
/// <param name="From">The account whose money is promised.</param>
/// <param name="Placed">Business days of the tenant.</param>
public sealed record MoneyHoldFilter(
    IReadOnlyList<MoneyHoldStatus>? Statuses = null,
    Currency? Currency = null,
    AccountId? From = null,
    DateRange? Placed = null
);

public sealed record MoneyHoldSummary(
    MoneyHoldId Id,
    string Key,
    AccountName From,
    AccountName To,
    Money Amount,
    string ReferenceKind,
    long ReferenceId,
    MoneyHoldStatus Status,
    DateTimeOffset PlacedAt,
    DateTimeOffset ExpiresAt,
    EntryId? EntryId
);

/// <summary>Pending holds of one currency that were placed about the same time ago.</summary>
/// <param name="First">The first day of the group; null for the oldest group, which has no end.</param>
public sealed record AgedHolds(DateOnly? First, DateOnly Last, long Count, Money Amount);

/// <summary>Holds, for people. Every read refuses without the right.</summary>
public sealed class MoneyHoldQueries(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>Where each group of ages begins, in days; the last has no end.</summary>
    private static readonly int[] AgesInDays = [0, 1, 7, 30];

    /// <summary>Holds, the newest first.</summary>
    public async Task<Result<Page<MoneyHoldSummary>>> ListAsync(
        MoneyHoldFilter filter,
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
        var holds = Narrow(db.MoneyHolds, filter, tenant);
        var total = await holds.OrderBy(h => h.Id).Take(PageRequest.CountLimit + 1).CountAsync(ct);
        var rows = await holds
            .OrderByDescending(h => h.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .Join(db.LedgerAccounts, h => h.FromAccountId, a => a.Id, (h, from) => new { h, from })
            .Join(
                db.LedgerAccounts,
                x => x.h.ToAccountId,
                a => a.Id,
                (x, to) =>
                    new
                    {
                        x.h,
                        x.from,
                        to,
                    }
            )
            .OrderByDescending(x => x.h.Id)
            .Select(x => new MoneyHoldSummary(
                x.h.Id,
                x.h.Key,
                new AccountName(x.from.Id, x.from.Kind, x.from.Owner),
                new AccountName(x.to.Id, x.to.Kind, x.to.Owner),
                new Money(x.h.AmountMinor, x.h.Currency),
                x.h.ReferenceKind,
                x.h.ReferenceId,
                x.h.Status,
                x.h.PlacedAt,
                x.h.ExpiresAt,
                x.h.EntryId
            ))
            .ToListAsync(ct);
        return new Page<MoneyHoldSummary>(
            rows,
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit
        );
    }

    /// <summary>Pending holds by currency and age, the youngest first.</summary>
    public async Task<Result<IReadOnlyList<AgedHolds>>> AgedAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        var today = tenant.DayOf(clock.GetUtcNow());
        var days = await connections.ReadAsync(
            HoldsSql.PendingByDay,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(tenant.Zone.Id)],
            r =>
                (
                    Day: r.GetFieldValue<DateOnly>(1),
                    Count: r.GetInt64(2),
                    Amount: new Money(r.GetInt64(3), Currency.Of(r.GetString(0)))
                ),
            ct
        );
        return days.GroupBy(d => (d.Amount.Currency, Age: AgeOf(today.DayNumber - d.Day.DayNumber)))
            .OrderBy(g => g.Key.Currency.Code, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Age)
            .Select(g => new AgedHolds(
                g.Key.Age + 1 < AgesInDays.Length
                    ? today.AddDays(1 - AgesInDays[g.Key.Age + 1])
                    : null,
                today.AddDays(-AgesInDays[g.Key.Age]),
                g.Sum(d => d.Count),
                g.Aggregate(Money.Zero(g.Key.Currency), (sum, d) => sum + d.Amount)
            ))
            .ToArray();
    }

    private static int AgeOf(int days) =>
        Math.Max(0, Array.FindLastIndex(AgesInDays, from => days >= from));

    private static IQueryable<MoneyHold> Narrow(
        IQueryable<MoneyHold> holds,
        MoneyHoldFilter filter,
        TenantSnapshot tenant
    )
    {
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            holds = holds.Where(h => statuses.Contains(h.Status));
        }

        if (filter.Currency is { } currency)
        {
            holds = holds.Where(h => h.Currency == currency);
        }

        if (filter.From is { } account)
        {
            holds = holds.Where(h => h.FromAccountId == account);
        }

        if (filter.Placed is { } days)
        {
            var (from, before) = (tenant.StartOf(days.First), tenant.StartOf(days.Last.AddDays(1)));
            holds = holds.Where(h => h.PlacedAt >= from && h.PlacedAt < before);
        }

        return holds;
    }
}
