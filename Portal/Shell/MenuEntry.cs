using Portal.Core.Identity.Contracts;

namespace Portal.Shell;

/// <summary>One line of the side navigation and of the command palette.</summary>
/// <param name="Label">What the page is called everywhere.</param>
/// <param name="Href">Its address.</param>
/// <param name="Icon">A name of <see cref="Portal.Kit.Icon"/>.</param>
/// <param name="Permission">The right without which the line is not shown; null for everyone signed in.</param>
/// <param name="GoKey">The letter that, typed after G, opens the page.</param>
/// <param name="IsWhole">The line stands for this address alone, not for those below it, which have lines of their own.</param>
public sealed record MenuEntry(
    string Label,
    string Href,
    string Icon,
    Permission? Permission = null,
    char? GoKey = null,
    bool IsWhole = false
);

/// <param name="Title">Null for the first group, which needs none.</param>
public sealed record MenuGroup(string? Title, IReadOnlyList<MenuEntry> Entries);
