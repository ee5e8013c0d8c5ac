using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Rules;

public sealed record TakeBackSetCommand(CommissionSetId Id);

/// <summary>
/// Undoes the publishing of a set that has not started: the rules before it go on as if nothing had
/// been. Refuses without the right, and once the set has started.
/// </summary>
public sealed class TakeBackSet(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(TakeBackSetCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(RuleLockSql.Change, ct);
        var now = clock.GetUtcNow();
        var set = await db.CommissionSets.SingleOrDefaultAsync(s => s.Id == command.Id, ct);
        if (set is null)
        {
            return SettlementErrors.SetNotFound;
        }

        if (set.TakenBackAt is not null || set.StartsAt is not { } start || start <= now)
        {
            return SettlementErrors.SetNotWaiting;
        }

        var rules = await db
            .CommissionRules.Where(r => r.SetId == set.Id || r.EndedBySetId == set.Id)
            .ToListAsync(ct);
        foreach (var rule in rules)
        {
            if (rule.SetId == set.Id)
            {
                rule.End(now);
            }
            else
            {
                rule.GoOn();
            }
        }

        set.TakeBack(now, actor.Name);
        var saved = await db.SaveAsync(ct);
        if (!saved.Failed)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
