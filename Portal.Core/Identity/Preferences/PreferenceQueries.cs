using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Preferences;

/// <param name="IsOwn">The asking person made it and may remove it.</param>
public sealed record SavedViewRow(
    SavedViewId Id,
    string Name,
    string Query,
    bool IsShared,
    bool IsOwn
);

public sealed record TableLayoutView(
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Hidden,
    TableDensity Density
);

/// <summary>What the signed-in person keeps about their tables and their bell; nothing for someone not signed in.</summary>
public sealed class PreferenceQueries(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<TableLayoutView?> LayoutAsync(string table, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .TableLayouts.Where(l => l.PersonId == person && l.Table == table)
            .Select(l => new TableLayoutView(l.Columns, l.Hidden, l.Density))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>The person's own views and those shared in the tenant, by name.</summary>
    public async Task<IReadOnlyList<SavedViewRow>> ViewsAsync(string table, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person || tenant.IdOrNone is null)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .SavedViews.Where(v => v.Table == table && (v.OwnerId == person || v.IsShared))
            .OrderBy(v => v.Name)
            .ThenBy(v => v.Id)
            .Select(v => new SavedViewRow(v.Id, v.Name, v.Query, v.IsShared, v.OwnerId == person))
            .ToListAsync(ct);
    }

    /// <summary>Keys of the bell's messages the person has seen.</summary>
    public async Task<IReadOnlySet<string>> SeenMessagesAsync(CancellationToken ct)
    {
        if (user.IdOrNone is not { } person || tenant.IdOrNone is null)
        {
            return FrozenSet<string>.Empty;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var seen = await db
            .SeenMessages.Where(s => s.PersonId == person)
            .Select(s => s.Keys)
            .SingleOrDefaultAsync(ct);
        return (seen ?? []).ToFrozenSet(StringComparer.Ordinal);
    }

    public async Task<bool> MayShareAsync(CancellationToken ct) =>
        await user.MayAsync(PreferencesPermissions.ShareViews, ct);
}
