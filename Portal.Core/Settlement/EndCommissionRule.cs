using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

public sealed record EndCommissionRuleCommand(CommissionRuleId Id);

/// <summary>A rule no longer holds from now on; one that has not started never will.</summary>
public sealed class EndCommissionRule(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(EndCommissionRuleCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var rule = await db.CommissionRules.SingleOrDefaultAsync(r => r.Id == command.Id, ct);
        if (rule is null)
        {
            return SettlementErrors.RuleNotFound;
        }

        return rule.End(clock.GetUtcNow()) ? await db.SaveAsync(ct) : SettlementErrors.RuleEnded;
    }
}
