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

    private static async Task<IReadOnlyList<RuleDraft>> HoldingAsync(
        PortalDbContext db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rules = await db
            .CommissionRules.AsNoTracking()
            .Where(r => r.StartsAt <= now && (r.EndsAt == null || r.EndsAt > now))
            .OrderBy(r => r.Position)
            .ThenBy(r => r.Id)
            .Take(RuleDraftPolicy.MaxRules)
            .ToListAsync(ct);
        return rules.ConvertAll(r => r.ToDraft(now));
    }
}
