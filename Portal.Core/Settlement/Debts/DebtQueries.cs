using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Data.Export;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <summary>
/// Shops whose balance is below zero, and what was done about it. Every read refuses without the right to the whole
/// tenant's money, but for the reader's own shops.
/// </summary>
public sealed class DebtQueries(
    IDbContextFactory<PortalDbContext> contexts,
    OpenDebts debts,
    AccountHistory history,
    TimelineReader timeline,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>How many postings of a debt are shown, the latest.</summary>
    public const int MaxLines = 200;

    /// <summary>The oldest first, unless the page says otherwise: sorted by <c>shop</c>, <c>owed</c> or <c>since</c>.</summary>
    public async Task<Result<Page<DebtRow>>> ListAsync(
        DebtFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var found = Sorted(await MatchingAsync(filter, ct), page);
        return new Page<DebtRow>([.. found.Skip(page.Offset).Take(page.Take)], found.Count);
    }

    /// <summary>
    /// Debts older than <see cref="DebtAgePolicy.YoungDays"/>, those that became so last first. None for those who cannot
    /// approve that a debt is given up.
    /// </summary>
    public async Task<Result<IReadOnlyList<DebtRow>>> GrownOldAsync(
        int atMost,
        CancellationToken ct
    )
    {
        if (
            !await user.MayAsync(SettlementPermissions.Read, ct)
            || !await user.MayAsync(SettlementPermissions.Approve, ct)
        )
        {
            return Error.Forbidden;
        }

        var rows = await debts.ReadAsync(null, null, ct);
        return rows.Where(r => r.Age is not DebtAge.Within30Days)
            .OrderByDescending(r => r.Since)
            .ThenBy(r => r.Account.Value)
            .Take(atMost)
            .ToList();
    }

    /// <summary>By age and currency; ages without debts are left out.</summary>
    public async Task<Result<IReadOnlyList<DebtSum>>> SumsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var rows = await debts.ReadAsync(null, null, ct);
        return rows.GroupBy(r => (r.Age, r.Owed.Currency))
            .OrderBy(g => g.Key.Age)
            .ThenBy(g => g.Key.Currency.Code, StringComparer.Ordinal)
            .Select(g => new DebtSum(
                g.Key.Age,
                new Money(g.Sum(r => r.Owed.Minor), g.Key.Currency),
                g.Count()
            ))
            .ToList();
    }

    /// <summary>Also of a shop that owes nothing any more. Refuses an unknown shop.</summary>
    public async Task<Result<DebtDetail>> FindAsync(
        SellerId seller,
        Currency currency,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        if (!(await tenants.SellerNamesAsync(ct)).TryGetValue(seller, out var name))
        {
            return DebtErrors.ShopNotFound;
        }

        var debt = (await debts.ReadAsync([seller], currency, ct)).SingleOrDefault();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var repayments = await db
            .DebtRepayments.AsNoTracking()
            .Where(r => r.SellerId == seller && r.Currency == currency)
            .OrderByDescending(r => r.Id)
            .ToListAsync(ct);
        var writeOffs = await db
            .DebtWriteOffs.AsNoTracking()
            .Where(w => w.SellerId == seller && w.Currency == currency)
            .OrderByDescending(w => w.Id)
            .ToListAsync(ct);
        var account =
            debt?.Account
            ?? repayments.Select(r => (AccountId?)r.AccountId).FirstOrDefault()
            ?? writeOffs.Select(w => (AccountId?)w.AccountId).FirstOrDefault();
        return new DebtDetail(
            seller,
            name,
            currency,
            debt,
            debt is null ? [] : await LinesAsync(debt, MaxLines, ct),
            repayments,
            writeOffs.ConvertAll(w => new DebtWriteOffRow(w, user.IdOrNone == w.RequestedBy)),
            account is { } about ? await timeline.ReadAsync(DebtEvent.SubjectOf(about), ct) : []
        );
    }

    public async Task<Result<DebtWriteOffRow>> FindWriteOffAsync(
        DebtWriteOffId id,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.DebtWriteOffs.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        return found is null
            ? DebtErrors.WriteOffNotFound
            : new DebtWriteOffRow(found, user.IdOrNone == found.RequestedBy);
    }

    /// <summary>Debts of the reader's shops, with the latest postings of each. None for who sees the whole tenant.</summary>
    public async Task<Result<IReadOnlyList<OwnDebt>>> OwnAsync(int lines, CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        var own = new List<OwnDebt>();
        if (!reach.IsWholeTenant)
        {
            foreach (var debt in await debts.ReadAsync(reach.Sellers, null, ct))
            {
                own.Add(new OwnDebt(debt, await LinesAsync(debt, lines, ct)));
            }
        }

        return own;
    }

    /// <summary>The whole list, not a page of it.</summary>
    public async Task<Result<ExportTable>> TableAsync(DebtFilter filter, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var rows = await MatchingAsync(filter, ct);
        return new ExportTable(
            "Debts",
            [
                "Shop",
                "Currency",
                "Owed",
                "Since",
                "Days",
                "First entry",
                "Because",
                "Write-off waits",
            ],
            rows.ConvertAll(r =>
                (IReadOnlyList<object?>)
                    [
                        r.SellerName,
                        r.Owed.Currency.Code,
                        r.Owed.Major,
                        r.Since,
                        r.Days,
                        r.FirstEntry.Value,
                        r.FirstDescription,
                        r.Waiting?.Major,
                    ]
            )
        );
    }

    private async Task<List<DebtRow>> MatchingAsync(DebtFilter filter, CancellationToken ct)
    {
        var rows = await debts.ReadAsync(null, filter.Currency, ct);
        return rows.FindAll(r =>
            (filter.Ages is not { Count: > 0 } ages || ages.Contains(r.Age))
            && r.SellerName.Contains(
                filter.Search.Trim(),
                StringComparison.CurrentCultureIgnoreCase
            )
        );
    }

    private Task<IReadOnlyList<AccountLine>> LinesAsync(
        DebtRow debt,
        int atMost,
        CancellationToken ct
    ) =>
        history.LinesAsync(
            debt.Account,
            debt.Owed.Currency,
            null,
            (int)Math.Min(debt.Lines, atMost),
            ct
        );

    private static List<DebtRow> Sorted(List<DebtRow> rows, PageRequest page)
    {
        var sorted = page.Sort switch
        {
            "shop" => rows.OrderBy(r => r.SellerName, StringComparer.CurrentCultureIgnoreCase),
            "owed" => rows.OrderBy(r => r.Owed.Currency.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Owed.Minor),
            _ => rows.OrderBy(r => r.Since),
        };
        var ordered = sorted.ThenBy(r => r.Account.Value).ToList();
        if (page.Descending)
        {
            ordered.Reverse();
        }

        return ordered;
    }
}
