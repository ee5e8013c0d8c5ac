using System.Runtime.CompilerServices;

namespace Portal.Tests.Imports;

/// <summary>Where the files of these tests lie.</summary>
internal static class ImportFiles
{
    /// <summary>A thousand lines of the public "Online Retail" data set, refunds included.</summary>
    public static string OnlineRetail { get; } =
        Path.Combine(Here(), "Files", "online-retail-lines.csv");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
