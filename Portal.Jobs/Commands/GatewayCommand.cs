using System.CommandLine;
using System.Globalization;
using Portal.Core.Data;
using Portal.Core.Payments.Gateways;
using Portal.Jobs.Gateway;

namespace Portal.Jobs.Commands;

/// <summary><c>gateway</c>: the simulated payment gateway, as a server of its own.</summary>
internal static class GatewayCommand
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = "0 takes any free port.",
        DefaultValueFactory = _ => 8090,
    };

    private static readonly Option<DirectoryInfo> Journal = new("--journal")
    {
        Description = "Folder of its charges.",
        Required = true,
    };

    private static readonly Option<decimal> Approve = new("--approve")
    {
        Description = "Share of charges it approves, 0 to 1.",
        DefaultValueFactory = _ => 0.9m,
    };

    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "How it misbehaves.",
        DefaultValueFactory = _ => "ok",
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Another seed declines and misbehaves for other charges.",
    };

    public static Command Create()
    {
        Mode.AcceptOnlyFromAmong([.. Enum.GetValues<GatewayMode>().Select(SnakeCase.Of)]);
        var gateway = new Command("gateway", "A payment gateway to try things with.")
        {
            Port,
            Journal,
            Approve,
            Mode,
            Seed,
        };
        gateway.Validators.Add(result =>
        {
            if (result.GetValue(Approve) is < 0 or > 1)
            {
                result.AddError("--approve must be between 0 and 1.");
            }
        });
        gateway.SetAction(RunAsync);
        return gateway;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var settings = new GatewaySettings(
            parsed.GetValue(Port),
            parsed.GetRequiredValue(Journal).FullName,
            new ApprovalPolicy(parsed.GetValue(Approve), parsed.GetValue(Seed)),
            SnakeCase.ToEnum<GatewayMode>(parsed.GetRequiredValue(Mode))
        );
        await using var host = await GatewayHost.StartAsync(settings, ct);
        await Console.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"Listening on {host.Url}")
        );
        await host.WaitForShutdownAsync(ct);
        return ExitCodes.Done;
    }
}
