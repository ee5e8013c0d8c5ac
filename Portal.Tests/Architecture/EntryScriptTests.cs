using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Portal.Tests.Architecture;

/// <summary>The entry script and what the documents promise about it.</summary>
[Trait("speed", "quick")]
public sealed partial class EntryScriptTests
{
    public static TheoryData<string> Scripts =>
        [
            "portal",
            Path.Combine(".ci", "run"),
            .. Directory
                .GetFiles(Path.Combine(SourceTree.Root, "tools"), "*.sh")
                .Select(f => Path.GetRelativePath(SourceTree.Root, f)),
        ];

    public static TheoryData<string> Documents =>
        [
            "README.md",
            .. Directory
                .GetFiles(Path.Combine(SourceTree.Root, "docs"), "*.md")
                .Select(f => Path.GetRelativePath(SourceTree.Root, f)),
        ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_IsReadByBash_WithoutComplaint(string script)
    {
        var (exitCode, output) = await BashAsync("-n", script);

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("up", "now")]
    [InlineData("reset", "--no-such-option")]
    public async Task Portal_UsedWrongly_EndsWithTwo(params string[] arguments)
    {
        var (exitCode, output) = await BashAsync(["portal", .. arguments]);

        Assert.Equal(2, exitCode);
        Assert.Contains("portal: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_WithoutTerminalAndConsent_DeletesNothing()
    {
        var (exitCode, output) = await BashAsync("portal", "reset");

        Assert.Equal(2, exitCode);
        Assert.Contains("--yes", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_PointsToFilesThatExist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(SourceTree.Root, document))!;
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, document));

        var missing = LocalLink()
            .Matches(text)
            .Select(m => m.Groups["path"].Value)
            .Where(path => !Path.Exists(Path.Combine(folder, path)));

        Assert.Empty(missing);
    }

    private static async Task<(int ExitCode, string Output)> BashAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", arguments)
        {
            WorkingDirectory = SourceTree.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>E.g. <c>[docs](docs/architecture.md)</c> or <c>![a page](screenshots/orders.png)</c>.</summary>
    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LocalLink();
}
