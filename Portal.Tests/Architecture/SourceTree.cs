namespace Portal.Tests.Architecture;

/// <summary>The checkout the tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Hand-written C# of a project: no build output, no migrations.</summary>
    public static IEnumerable<string> Files(string project, string pattern = "*.cs")
    {
        string[] skipped = ["obj", "bin", "Migrations", "node_modules"];
        return Directory
            .EnumerateFiles(Path.Combine(Root, project), pattern, SearchOption.AllDirectories)
            .Where(f =>
                !Path.GetRelativePath(Root, f)
                    .Split(Path.DirectorySeparatorChar)
                    .Intersect(skipped, StringComparer.Ordinal)
                    .Any()
            );
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("Portal.sln was not found above the tests.");
    }
}
