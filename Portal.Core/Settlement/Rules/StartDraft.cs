using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Rules;

/// <param name="From">The set whose rules are copied; null for those that hold now.</param>
public sealed record StartDraftCommand(
    [property: Required, StringLength(CommissionSet.MaxNameLength, MinimumLength = 2)] string Name,
    CommissionSetId? From = null
);

/// <summary>Begins a set of rules that is not in force. Refuses without the right, and a set to copy that is not there.</summary>
public sealed class StartDraft(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result<CommissionSetId>> HandleAsync(
        StartDraftCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rules = command.From is { } from
            ? await db
                .CommissionSets.Where(s => s.Id == from)
                .Select(s => s.Rules)
                .SingleOrDefaultAsync(ct)
            : await HoldingAsync(db, now, ct);
        if (rules is null)
        {
            return SettlementErrors.SetNotFound;
        }

        var draft = new CommissionSet
        {
            Name = command.Name.Trim(),
            Rules = rules,
            CreatedAt = now,
            CreatedByName = actor.Name,
        };
        db.CommissionSets.Add(draft);
        var saved = await db.SaveAsync(ct);
        return saved.Failed ? saved.Error : draft.Id;
    }

    /// <summary>What holds now or will by itself; not what a set brings that has yet to start.</summary>
    private static async Task<IReadOnlyList<RuleDraft>> HoldingAsync(
        PortalDbContext db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var waiting = await db
            .CommissionSets.Waiting(now)
            .Select(s => (CommissionSetId?)s.Id)
            .SingleOrDefaultAsync(ct);
        var rules = await db
            .CommissionRules.AsNoTracking()
            .Where(r => waiting == null || r.SetId != waiting)
            .Where(r => r.EndsAt == null || (r.EndsAt > now && r.EndsAt > r.StartsAt))
            .OrderBy(r => r.Position)
            .ThenBy(r => r.Id)
            .Take(RuleDraftPolicy.MaxRules)
            .ToListAsync(ct);
        return rules.ConvertAll(r => r.ToDraft(now));
    }
}
