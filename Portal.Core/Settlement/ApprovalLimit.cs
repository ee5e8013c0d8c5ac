using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

/// <summary>How much the tenant's terms let finance decide alone.</summary>
internal static class ApprovalLimit
{
    /// <summary>The limit, when the amount is above it and the person has no right beyond it; else null.</summary>
    public static async Task<Money?> ExceededAsync(
        PortalDbContext db,
        CurrentUser user,
        Money amount,
        CancellationToken ct
    )
    {
        var limit = await db
            .SettlementTerms.Select(t => t.ApprovalLimitMinor)
            .SingleOrDefaultAsync(ct);
        return
            Math.Abs(amount.Minor) > limit
            && !await user.MayAsync(SettlementPermissions.ApproveLarge, ct)
            ? new Money(limit.Value, amount.Currency)
            : null;
    }
}
