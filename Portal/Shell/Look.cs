namespace Portal.Shell;

public enum Theme
{
    /// <summary>Whatever the device is set to.</summary>
    System,
    Light,
    Dark,
}

/// <summary>
/// How the visitor wants the pages to look, kept in cookies the browser script writes, so that the first byte of the
/// first page is painted right.
/// </summary>
/// <param name="Theme">Light, dark, or as the device.</param>
/// <param name="IsMenuFolded">The side navigation shows icons only.</param>
/// <param name="Zone">IANA time zone of the browser; null until it told.</param>
public sealed record Look(Theme Theme, bool IsMenuFolded, string? Zone)
{
    public static readonly Look Default = new(Theme.System, false, null);

    public static Look Of(HttpRequest request)
    {
        var theme = Enum.TryParse<Theme>(
            request.Cookies["portal.theme"],
            ignoreCase: true,
            out var chosen
        )
            ? chosen
            : Theme.System;
        return new Look(
            theme,
            request.Cookies["portal.menu"] == "folded",
            request.Cookies["portal.zone"]
        );
    }

    /// <summary>The media query under which a theme's style sheet applies.</summary>
    public string Media(Theme sheet) =>
        Theme is Theme.System
            ? $"(prefers-color-scheme: {(sheet is Theme.Dark ? "dark" : "light")})"
        : Theme == sheet ? "all"
        : "not all";
}
