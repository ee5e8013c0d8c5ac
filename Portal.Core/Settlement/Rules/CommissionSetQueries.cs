using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>Drafts and published sets of commission rules. Every read refuses without the right.</summary>
public sealed class CommissionSetQueries(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    ProductReader products,
    CurrentUser user,
    TimeProvider clock
)
{
    private const int MaxRows = 500;

    /// <summary>The newest first.</summary>
    public async Task<Result<IReadOnlyList<CommissionSetView>>> ListAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var holding = await HoldingAsync(db, ct);
        var sets = await db
            .CommissionSets.AsNoTracking()
            .OrderByDescending(s => s.Id)
            .Take(MaxRows)
            .ToListAsync(ct);
        return sets.ConvertAll(s => new CommissionSetView(s, StateOf(s, holding)));
    }

    /// <summary>One with what its rules name; refuses what the tenant does not have.</summary>
    public async Task<Result<CommissionSetDetail>> FindAsync(
        CommissionSetId id,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var set = await db.CommissionSets.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (set is null)
        {
            return SettlementErrors.SetNotFound;
        }

        var last = await db
            .CommissionSets.InTurn()
            .OrderByDescending(s => s.StartsAt)
            .ThenByDescending(s => s.Id)
            .Select(s => (CommissionSetId?)s.Id)
            .FirstOrDefaultAsync(ct);
        return new CommissionSetDetail(
            new CommissionSetView(set, StateOf(set, await HoldingAsync(db, ct))),
            last,
            await PartsAsync(db, set.Rules, ct)
        );
    }

    /// <summary>What rules can name, with the products of some of them.</summary>
    public async Task<Result<RuleParts>> PartsAsync(
        IReadOnlyList<RuleDraft> rules,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await PartsAsync(db, rules, ct);
    }

    /// <summary>Products by their SKUs, in any order; those that are none are left out.</summary>
    public async Task<Result<IReadOnlyList<ProductFact>>> ProductsAsync(
        IReadOnlyList<string> skus,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        ProductFact[] known = [.. await products.FactsAsync(skus, ct)];
        return known;
    }

    private async Task<RuleParts> PartsAsync(
        PortalDbContext db,
        IReadOnlyList<RuleDraft> rules,
        CancellationToken ct
    )
    {
        var named = rules.SelectMany(r => r.Products ?? []).Distinct().ToList();
        return new RuleParts(
            await tenants.SellerNamesAsync(ct),
            (await products.CategoriesAsync(ct)).ToDictionary(c => c.Id),
            (await products.FactsAsync(named, ct)).ToDictionary(p => p.Id),
            [
                .. (await db.ShopLevels.LevelsTodayAsync(ct))
                    .Values.Concat(rules.SelectMany(r => r.Levels ?? []))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
        );
    }

    private async Task<CommissionSetId?> HoldingAsync(PortalDbContext db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db
            .CommissionSets.InTurn()
            .Where(s => s.StartsAt <= now)
            .OrderByDescending(s => s.StartsAt)
            .ThenByDescending(s => s.Id)
            .Select(s => (CommissionSetId?)s.Id)
            .FirstOrDefaultAsync(ct);
    }

    private CommissionSetState StateOf(CommissionSet set, CommissionSetId? holding) =>
        set.IsDraft ? CommissionSetState.Draft
        : set.TakenBackAt is not null ? CommissionSetState.TakenBack
        : set.StartsAt > clock.GetUtcNow() ? CommissionSetState.Waiting
        : set.Id == holding ? CommissionSetState.Holding
        : CommissionSetState.Over;
}
