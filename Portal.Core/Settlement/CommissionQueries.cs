using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

/// <summary>What the marketplace keeps, by which rules. Every read refuses without the right.</summary>
public sealed class CommissionQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    /// <summary>All rules in the order they are asked, ended ones too.</summary>
    public async Task<Result<IReadOnlyList<CommissionRule>>> RulesAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .CommissionRules.AsNoTracking()
            .OrderBy(r => r.Position)
            .ThenBy(r => r.Id)
            .ToListAsync(ct);
    }

    /// <summary>The tenant's terms, or those that hold until it has some.</summary>
    public async Task<Result<SettlementTerms>> TermsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.SettlementTerms.AsNoTracking().SingleOrDefaultAsync(ct)
            ?? new SettlementTerms();
    }

    /// <summary>The categories that have times of their own.</summary>
    public async Task<Result<IReadOnlyList<CategoryTerms>>> CategoryTermsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.CategoryTerms.AsNoTracking().OrderBy(t => t.CategoryId).ToListAsync(ct);
    }
}
