namespace Portal.E2E.Infrastructure;

/// <summary>Where things lie in the checkout these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built assembly of another project, e.g. <c>Portal.Jobs</c>.</summary>
    public static string Assembly(string project)
    {
        var output = Path.GetRelativePath(
            Path.Combine(Root, "Portal.E2E"),
            AppContext.BaseDirectory
        );
        return Path.Combine(Root, project, output, $"{project}.dll");
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
