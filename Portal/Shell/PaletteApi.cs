namespace Portal.Shell;

/// <summary>What the command palette asks: the person's pages at once, and what the modules find for a text.</summary>
public static class PaletteApi
{
    private const int ShortestSearch = 2;
    private const int LongestSearch = 200;

    public static void MapPaletteApi(this WebApplication app) =>
        app.MapGet("/shell/palette", FindAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        string? q,
        IEnumerable<IPaletteSource> sources,
        CancellationToken ct
    )
    {
        var text = q?.Trim() ?? "";
        if (text.Length is < ShortestSearch or > LongestSearch)
        {
            return [];
        }

        var found = new List<PaletteEntry>();
        foreach (var source in sources)
        {
            found.AddRange(await source.FindAsync(text, ct));
        }

        return found;
    }
}
