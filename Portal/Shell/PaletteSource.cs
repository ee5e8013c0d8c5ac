namespace Portal.Shell;

/// <summary>One line of the command palette.</summary>
/// <param name="Label">What it is: a page's name, an order's reference.</param>
/// <param name="Href">Where Enter leads.</param>
/// <param name="Icon">A name of <see cref="Portal.Kit.Icon"/>.</param>
/// <param name="Group">Heading it stands under: Pages, Orders, Customers.</param>
/// <param name="Detail">A few words that tell it from its neighbours.</param>
public sealed record PaletteEntry(
    string Label,
    string Href,
    string Icon,
    string Group,
    string? Detail = null
);

/// <summary>
/// A module's answer to what was typed into the palette. Registered once per module; asked with at least two
/// characters; answers at most a handful, and only what the signed-in person may see.
/// </summary>
public interface IPaletteSource
{
    Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, CancellationToken ct);
}
