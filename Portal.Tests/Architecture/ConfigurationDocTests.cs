using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Api;
using Portal.Core.Identity.SignIn;
using Portal.Core.Notifications;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Gateways;
using Portal.Core.Payments.Stripe;
using Portal.Jobs.Running;

namespace Portal.Tests.Architecture;

/// <summary>Every key that can be configured stands in <c>docs/operations.md</c>.</summary>
[Trait("speed", "quick")]
public sealed partial class ConfigurationDocTests
{
    private static readonly (string Section, Type Options)[] Sections =
    [
        ("Gateway", typeof(GatewayOptions)),
        ("Identity", typeof(KeySealOptions)),
        ("Identity", typeof(SignInPolicy)),
        ("Limits", typeof(ApiLimits)),
        ("Mail", typeof(MailOptions)),
        ("Stripe", typeof(StripeOptions)),
        ("Worker", typeof(WorkerOptions)),
        ("Workflow", typeof(WorkflowOptions)),
    ];

    [Fact]
    public void EveryKey_IsInTheOperationsManual()
    {
        var manual = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "operations.md"));
        var ofOptions = Sections.SelectMany(s =>
            s.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is not null || p.Name is nameof(WorkerOptions.Slots))
                .Select(p => $"{s.Section}:{p.Name}")
        );
        var ofCode = new[] { "Portal", "Portal.Core", "Portal.Jobs" }
            .SelectMany(p => SourceTree.Files(p))
            .Where(f => !f.Contains("/Bench/", StringComparison.Ordinal))
            .SelectMany(f => Key().Matches(File.ReadAllText(f)))
            .Select(m => m.Groups["key"].Value);

        var missing = ofOptions
            .Concat(ofCode)
            .Distinct(StringComparer.Ordinal)
            .Where(k => !manual.Contains($"`{k}", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [GeneratedRegex(
        "[cC]onfiguration\\[\"(?<key>[A-Za-z:_]+)\"\\]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Key();
}
