using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Core.Identity.Contracts;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Tests.Shell;

[Trait("speed", "quick")]
public sealed class PortalMenuTests
{
    private static readonly MenuEntry[] Entries =
    [
        .. PortalMenu.Groups.SelectMany(group => group.Entries),
    ];

    [Fact]
    public void EveryEntry_LeadsToAPage()
    {
        var routes = typeof(MenuEntry)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Entries.Select(entry => entry.Href).Except(routes, StringComparer.Ordinal));
    }

    [Fact]
    public void EveryEntry_NeedsARightThatExists()
    {
        var known = PermissionCatalog.All.Select(entry => entry.Permission).ToHashSet();

        var unknown = Entries
            .Select(entry => entry.Permission)
            .Where(right => right is { } needed && !known.Contains(needed));

        Assert.Empty(unknown);
    }

    [Fact]
    public void EveryEntry_HasADrawingAndAGoKeyOfItsOwn()
    {
        Assert.Empty(
            Entries.Select(entry => entry.Icon).Except(Icon.Names, StringComparer.Ordinal)
        );
        var keys = Entries.Select(entry => entry.GoKey).OfType<char>().ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }
}
