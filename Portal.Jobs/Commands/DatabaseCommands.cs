using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Data.Seed;

namespace Portal.Jobs.Commands;

/// <summary><c>db …</c>: what is done to the database as its owner.</summary>
internal static class DatabaseCommands
{
    public static Command Create()
    {
        var migrate = new Command(
            "migrate",
            "Bring the database to this version. Needs ConnectionStrings:PortalOwner; safe to repeat."
        );
        migrate.SetAction(MigrateAsync);
        var seed = new Command(
            "seed",
            "Make the demo's marketplaces, shops and sign-ins, where they are missing, and print the sign-ins."
        );
        seed.SetAction(SeedAsync);
        return new Command("db", "The database.") { migrate, seed };
    }

    private static async Task<int> MigrateAsync(ParseResult parsed, CancellationToken ct)
    {
        var builder = JobsHost.CreateBuilder();
        var owner = builder.Configuration.GetConnectionString("PortalOwner");
        if (owner is null)
        {
            await Console.Error.WriteLineAsync(
                "ConnectionStrings:PortalOwner is not set. It names the database as role portal_owner."
            );
            return ExitCodes.WrongUsage;
        }

        await DatabaseMigrator.MigrateAsync(owner, TimeProvider.System, ct);
        await Console.Out.WriteLineAsync("The database is up to date.");
        return ExitCodes.Done;
    }

    /// <summary>The demo's password is printed and public; <c>Demo:Password</c> sets another.</summary>
    private static async Task<int> SeedAsync(ParseResult parsed, CancellationToken ct)
    {
        var builder = JobsHost.CreateBuilder();
        using var host = builder.Build();
        var password = builder.Configuration["Demo:Password"] ?? "harbour-demo-portal";
        await host.Services.GetRequiredService<DemoSeed>().RunAsync(password, ct);
        await Console.Out.WriteLineAsync($"Sign in with the password {password} as");
        foreach (var way in DemoSeed.SignIns)
        {
            await Console.Out.WriteLineAsync($"  {way.Email, -28} {way.Role} of {way.Place}");
        }

        return ExitCodes.Done;
    }
}
