using Portal.Core.Identity.Contracts;

namespace Portal.Shell;

/// <summary>The part of the menu the signed-in person has rights to.</summary>
public sealed class OwnMenu(CurrentUser user)
{
    public async Task<IReadOnlyList<MenuGroup>> GroupsAsync(CancellationToken ct)
    {
        var held = await user.HeldAsync(ct);
        return
        [
            .. PortalMenu
                .Groups.Select(group =>
                    group with
                    {
                        Entries = [.. group.Entries.Where(entry => IsOpen(entry, held))],
                    }
                )
                .Where(group => group.Entries.Count > 0),
        ];
    }

    private static bool IsOpen(MenuEntry entry, IReadOnlySet<string> held) =>
        entry.Permission is not { } permission || held.Contains(permission.Key);
}
