using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Rules;

/// <param name="Version">Of the draft that was looked at.</param>
/// <param name="After">The set that was published last when that was decided; null when there was none.</param>
/// <param name="StartsAt">Null for at once.</param>
public sealed record PublishSetCommand(
    CommissionSetId Id,
    uint Version,
    CommissionSetId? After,
    DateTimeOffset? StartsAt
);

/// <summary>
/// Lets a draft's rules take the place of all others from a moment on, in one transaction. Answers that
/// moment. Refuses without the right, a start in the past, a draft without rules or one that changed
/// meanwhile, while another set waits to start, and when another was published in the meantime.
/// </summary>
public sealed class PublishSet(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result<DateTimeOffset>> HandleAsync(
        PublishSetCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(RuleLockSql.Change, ct);
        var draft = await db.CommissionSets.SingleOrDefaultAsync(s => s.Id == command.Id, ct);
        if (draft is null)
        {
            return SettlementErrors.SetNotFound;
        }

        var now = clock.GetUtcNow();
        var start = command.StartsAt ?? now;
        if (await RefusalAsync(db, draft, command, start, now, ct) is { } refusal)
        {
            return refusal;
        }

        foreach (
            var rule in await db
                .CommissionRules.Where(r => r.EndsAt == null || r.EndsAt > start)
                .ToListAsync(ct)
        )
        {
            rule.EndFor(draft.Id, start);
        }

        db.CommissionRules.AddRange(
            draft.Rules.Select((r, i) => CommissionRule.Of(r, i + 1, start, draft.Id))
        );
        draft.Publish(start, now, actor.Name);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return start;
    }

    private static async Task<Error?> RefusalAsync(
        PortalDbContext db,
        CommissionSet draft,
        PublishSetCommand command,
        DateTimeOffset start,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var last = await db
            .CommissionSets.InTurn()
            .OrderByDescending(s => s.StartsAt)
            .ThenByDescending(s => s.Id)
            .Select(s => new { s.Id, s.StartsAt })
            .FirstOrDefaultAsync(ct);
        return !draft.IsDraft ? SettlementErrors.SetPublished
            : draft.Version != command.Version ? Error.ChangedMeanwhile
            : draft.Rules.Count == 0 ? SettlementErrors.SetEmpty
            : start < now ? Error.InvalidField("starts_at", "Rules cannot start in the past.")
            : last?.StartsAt > now ? SettlementErrors.SetWaits
            : last?.Id != command.After ? SettlementErrors.AnotherPublished
            : null;
    }
}
