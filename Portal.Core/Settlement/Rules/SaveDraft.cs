using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Rules;

/// <param name="Version">Of the draft the change was made to.</param>
/// <param name="Rules">All of them, in their new order.</param>
public sealed record SaveDraftCommand(
    CommissionSetId Id,
    uint Version,
    [property: Required, StringLength(CommissionSet.MaxNameLength, MinimumLength = 2)] string Name,
    [property: MaxLength(RuleDraftPolicy.MaxRules)] IReadOnlyList<RuleDraft> Rules
);

/// <summary>
/// Replaces what a draft says. Refuses without the right, a set that was published, rules that make no
/// sense or newly name what the tenant does not have, and a draft that changed meanwhile.
/// </summary>
public sealed class SaveDraft(
    IDbContextFactory<PortalDbContext> contexts,
    KnownRuleParts parts,
    CurrentUser user
)
{
    public async Task<Result> HandleAsync(SaveDraftCommand command, CancellationToken ct)
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

        await using var db = await contexts.CreateDbContextAsync(ct);
        var draft = await db.CommissionSets.SingleOrDefaultAsync(s => s.Id == command.Id, ct);
        if (draft is null)
        {
            return SettlementErrors.SetNotFound;
        }

        if (!draft.IsDraft)
        {
            return SettlementErrors.SetPublished;
        }

        if (draft.Version != command.Version)
        {
            return Error.ChangedMeanwhile;
        }

        if (await parts.MistakesAsync(command.Rules, draft.Rules, ct) is { } mistake)
        {
            return mistake;
        }

        (draft.Name, draft.Rules) = (command.Name.Trim(), command.Rules);
        return await db.SaveAsync(ct);
    }
}
