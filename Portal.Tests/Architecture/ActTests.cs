using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core;

namespace Portal.Tests.Architecture;

/// <summary>The shape of acts and of pure rules.</summary>
[Trait("speed", "quick")]
public sealed partial class ActTests
{
    [Fact]
    public void EveryAct_ResolvesFromTheContainer()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings:Portal"] = "Host=localhost",
                    ["ConnectionStrings:Redis"] = "localhost:1,abortConnect=false,connectTimeout=1",
                }
            )
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddPortalCore(configuration);
        var registered = services.Select(s => s.ServiceType).ToHashSet();

        var missing = typeof(PortalCore)
            .Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true })
            .Where(t => t.GetMethod("HandleAsync") is not null && !registered.Contains(t))
            .Select(t => t.FullName);

        Assert.Empty(missing);
    }

    [Fact]
    public void Act_SavesAtMostOnce()
    {
        var greedy = SourceTree
            .Files("Portal.Core")
            .Select(f => (File: f, Text: File.ReadAllText(f)))
            .Where(f => f.Text.Contains("HandleAsync(", StringComparison.Ordinal))
            .Where(f => Save().Count(f.Text) > 1)
            .Select(f => Path.GetRelativePath(SourceTree.Root, f.File));

        Assert.Empty(greedy);
    }

    [Fact]
    public void Contract_WritesIntoItsCallersTransactionAndNeverSaves()
    {
        var saving = SourceTree
            .Files("Portal.Core")
            .Where(f => f.Contains("/Contracts/", StringComparison.Ordinal))
            .Where(f => Save().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(SourceTree.Root, f));

        Assert.Empty(saving);
    }

    [Fact]
    public void PureRule_TakesNoContextNoClockAndNoTask()
    {
        var impure = SourceTree
            .Files("Portal.Core")
            .Where(f =>
                f.EndsWith("Policy.cs", StringComparison.Ordinal)
                || f.EndsWith("Calculator.cs", StringComparison.Ordinal)
            )
            .Where(f => Impure().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(SourceTree.Root, f));

        Assert.Empty(impure);
    }

    [GeneratedRegex(@"\bSave(Changes)?Async\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Save();

    [GeneratedRegex(
        @"\b(PortalDbContext|PortalConnections|TimeProvider|Task|await)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Impure();
}
