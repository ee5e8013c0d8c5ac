using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.Preferences;

public sealed record RemoveViewCommand(SavedViewId Id);

/// <summary>Removes a view of one's own; another's is "not found".</summary>
public sealed class RemoveView(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(RemoveViewCommand command, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.SavedViews.SingleOrDefaultAsync(
            v => v.Id == command.Id && v.OwnerId == person,
            ct
        );
        if (found is null)
        {
            return PreferencesErrors.ViewNotFound;
        }

        db.SavedViews.Remove(found);
        return await db.SaveAsync(ct);
    }
}
