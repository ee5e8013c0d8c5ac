using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Core;

namespace Portal.Tests.Architecture;

/// <summary>What keeps the code base in its shape. Quick: no database, no server.</summary>
[Trait("speed", "quick")]
public sealed partial class ModuleBorderTests
{
    /// <summary>Order of who may name whose contracts: a module may name those above it.</summary>
    private static readonly string[] Order =
    [
        "Kernel",
        "Data",
        "Tenancy",
        "Identity",
        "Events",
        "Audit",
        "Jobs",
        "Catalog",
        "Membership",
        "Inventory",
        "Promotions",
        "Ledger",
        "Payments",
        "Orders",
        "Wallets",
        "TopUps",
        "Delivery",
        "Returns",
        "Settlement",
        "Imports",
        "Social",
        "Content",
        "Moderation",
        "Messaging",
        "Notifications",
        "Chargebacks",
        "Search",
        "Analytics",
    ];

    private static readonly Assembly Web = Assembly.Load("Portal");

    [Fact]
    public void Core_HasOnlyTheFoldersOfTheModuleTable()
    {
        var folders = Directory
            .GetDirectories(Path.Combine(SourceTree.Root, "Portal.Core"))
            .Select(d => Path.GetFileName(d)!)
            .Where(d => d is not ("bin" or "obj"));

        Assert.Empty(folders.Except(Order, StringComparer.Ordinal));
    }

    [Fact]
    public void Kernel_StaysSmall()
    {
        var files = Directory.GetFiles(
            Path.Combine(SourceTree.Root, "Portal.Core", "Kernel"),
            "*.cs"
        );

        Assert.InRange(files.Length, 1, 15);
    }

    [Fact]
    public void Module_NamesOnlyContractsOfModulesAboveIt()
    {
        var broken = new List<string>();
        foreach (var file in SourceTree.Files("Portal.Core"))
        {
            var module = Path.GetRelativePath(Path.Combine(SourceTree.Root, "Portal.Core"), file)
                .Split(Path.DirectorySeparatorChar)[0];
            if (module is "Data" || module.EndsWith(".cs", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match used in UsingOfModule().Matches(File.ReadAllText(file)))
            {
                var other = used.Groups["module"].Value;
                var isContract = used.Groups["rest"]
                    .Value.StartsWith(".Contracts", StringComparison.Ordinal);
                var isFree = other == module || other is "Kernel" or "Data";
                // A mapping names the entities its foreign keys point at: the database knows no border.
                var isMapping = file.EndsWith("Mapping.cs", StringComparison.Ordinal);
                var isAbove = Array.IndexOf(Order, other) < Array.IndexOf(Order, module);
                // A tenant's acts ask for rights, and rights are granted in a tenant.
                isAbove |= module is "Tenancy" && other is "Identity";
                if (!isFree && !((isContract || isMapping) && isAbove))
                {
                    broken.Add(
                        $"{Path.GetRelativePath(SourceTree.Root, file)}: {used.Value.Trim()}"
                    );
                }
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void Web_NamesNoDatabaseLibrary()
    {
        var named = Web.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n =>
                n.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || n.StartsWith("Npgsql", StringComparison.Ordinal)
            );

        Assert.Empty(named);
    }

    [Fact]
    public void NoTwoTypes_ShareAName()
    {
        var twice = new[]
        {
            typeof(PortalCore).Assembly,
            Web,
            typeof(global::Portal.Jobs.ExitCodes).Assembly,
        }
            .SelectMany(a => a.GetTypes())
            .Where(t =>
                !t.IsNested
                && t.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true
                && !t.Name.StartsWith('_')
                && !t.Name.StartsWith('<')
                && !t.Namespace.EndsWith("Migrations", StringComparison.Ordinal)
                && t.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>()
                    is null
            )
            .GroupBy(t => t.Name, StringComparer.Ordinal)
            .Where(g => g.Select(t => t.FullName).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(g => string.Join(", ", g.Select(t => t.FullName)));

        Assert.Empty(twice);
    }

    [Fact]
    public void NoType_HasANameThatSaysNothing()
    {
        string[] suffixes =
        [
            "Manager",
            "Helper",
            "Helpers",
            "Util",
            "Utils",
            "Processor",
            "Impl",
            "Base",
            "Dto",
            "VM",
            "Handler",
            "Service",
        ];
        var named = new[]
        {
            typeof(PortalCore).Assembly,
            Web,
            typeof(global::Portal.Jobs.ExitCodes).Assembly,
        }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true)
            .Select(t => t.Name)
            .Where(n => suffixes.Any(s => n.EndsWith(s, StringComparison.Ordinal)));

        Assert.Empty(named);
    }

    [Fact]
    public void Files_StaySmallEnoughToHoldInMind()
    {
        var tooLong = Projects()
            .SelectMany(p => SourceTree.Files(p))
            .Select(f =>
                (File: Path.GetRelativePath(SourceTree.Root, f), Lines: File.ReadLines(f).Count())
            )
            .Where(f => f.Lines > 400)
            .Concat(
                SourceTree
                    .Files("Portal", "*.razor")
                    .Select(f =>
                        (
                            File: Path.GetRelativePath(SourceTree.Root, f),
                            Lines: File.ReadLines(f).Count()
                        )
                    )
                    .Where(f => f.Lines > 200)
            )
            .Select(f => $"{f.File}: {f.Lines} lines");

        Assert.Empty(tooLong);
    }

    private static string[] Projects() => ["Portal", "Portal.Core", "Portal.Jobs"];

    [GeneratedRegex(
        @"^using (static )?Portal\.Core\.(?<module>\w+)(?<rest>[\w.]*);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex UsingOfModule();
}
