namespace Portal.Core.Identity.SignIn;

/// <summary>
/// Turns <c>Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 … Chrome/130.0 Safari/537.36</c> into
/// <c>Chrome on Linux</c>: enough for a person to recognise their own device.
/// </summary>
internal static class UserAgentText
{
    // Order matters: Edge also says Chrome, Chrome also says Safari; Android also says Linux.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    public static string Describe(string userAgent) =>
        $"{NameIn(Browsers, userAgent) ?? "A program"} on {NameIn(Systems, userAgent) ?? "an unknown system"}";

    private static string? NameIn((string Mark, string Name)[] known, string text) =>
        Array.Find(known, k => text.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
