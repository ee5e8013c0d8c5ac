using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;

namespace Portal.Core.Settlement;

public sealed record EndCommissionRuleCommand(CommissionRuleId Id);

/// <summary>
/// A rule no longer holds from now on; one that has not started never will. Refuses without the right,
/// and when it is over already.
/// </summary>
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
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(RuleLockSql.Change, ct);
        var rule = await db.CommissionRules.SingleOrDefaultAsync(r => r.Id == command.Id, ct);
        if (rule is null)
        {
            return SettlementErrors.RuleNotFound;
        }

        if (!rule.End(clock.GetUtcNow()))
        {
            return SettlementErrors.RuleEnded;
        }

        var saved = await db.SaveAsync(ct);
        if (!saved.Failed)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
