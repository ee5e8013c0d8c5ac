using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Portal.Core.Data;

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
        return new Command("db", "The database.") { migrate };
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
}
