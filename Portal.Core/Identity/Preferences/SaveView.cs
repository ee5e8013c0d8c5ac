using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.Preferences;

public sealed record SaveViewCommand(string Table, string Name, string Query, bool IsShared);

/// <summary>
/// Keeps the filters of a list under a name. Sharing needs the right to it. Refuses a missing name, a name the person has
/// used for this table, and too many filters.
/// </summary>
public sealed class SaveView(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result<SavedViewId>> HandleAsync(
        SaveViewCommand command,
        CancellationToken ct
    )
    {
        if (
            user.IdOrNone is not { } person
            || command.IsShared && !await user.MayAsync(PreferencesPermissions.ShareViews, ct)
        )
        {
            return Error.Forbidden;
        }

        var name = command.Name.Trim();
        if (name.Length is 0 or > SavedView.LongestName)
        {
            return PreferencesErrors.NameMissing;
        }

        if (command.Query.Length > SavedView.LongestQuery)
        {
            return PreferencesErrors.QueryTooLong;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var view = new SavedView
        {
            OwnerId = person,
            Table = command.Table,
            Name = name,
            Query = command.Query,
            IsShared = command.IsShared,
        };
        db.SavedViews.Add(view);

        var saved = await db.SaveAsync(
            ct,
            ("ix_saved_views_tenant_id_table_owner_id_name", PreferencesErrors.NameTaken)
        );
        return saved.Failed ? saved.Error : view.Id;
    }
}
