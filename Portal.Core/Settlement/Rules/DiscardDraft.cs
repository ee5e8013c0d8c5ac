using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Rules;

public sealed record DiscardDraftCommand(CommissionSetId Id);

/// <summary>Throws a draft away. Refuses without the right, and a set that was published.</summary>
public sealed class DiscardDraft(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(DiscardDraftCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
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

        db.CommissionSets.Remove(draft);
        return await db.SaveAsync(ct);
    }
}
