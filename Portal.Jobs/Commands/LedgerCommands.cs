using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Seals;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>ledger …</c>, for one tenant or for all.</summary>
internal static class LedgerCommands
{
    public static Command Create() =>
        new("ledger", "The books: sealing and verifying them.") { Verify(), Seal() };

    private static Command Verify()
    {
        var verify = new Command(
            "verify",
            "Recompute entries, seals, balances and the trial balance. Fails at the first tenant whose books are at fault, and names the rows."
        )
        {
            TenantRound.Tenant,
            TenantRound.Json,
        };
        verify.SetAction(
            (parsed, ct) =>
                TenantRound.RunAsync(
                    parsed,
                    (services, tenant) =>
                        VerifyAsync(services, tenant, parsed.GetValue(TenantRound.Json), ct),
                    ct
                )
        );
        return verify;
    }

    private static Command Seal()
    {
        var seal = new Command("seal", "Seal every business day that is over and not sealed yet.")
        {
            TenantRound.Tenant,
        };
        seal.SetAction(
            (parsed, ct) =>
                TenantRound.RunAsync(
                    parsed,
                    async (services, tenant) =>
                    {
                        var made = await services.GetRequiredService<SealLedger>().HandleAsync(ct);
                        return made.Failed
                            ? made.Error
                            : $"{tenant.Slug}: {made.Value} days sealed.";
                    },
                    ct
                )
        );
        return seal;
    }

    private static async Task<Result<string>> VerifyAsync(
        IServiceProvider services,
        TenantSnapshot tenant,
        bool isJson,
        CancellationToken ct
    )
    {
        var verified = await services.GetRequiredService<VerifyLedger>().HandleAsync(null, ct);
        if (verified.Failed)
        {
            return verified.Error;
        }

        var report = verified.Value;
        var text = isJson
            ? JsonSerializer.Serialize(new { Tenant = tenant.Slug, Report = report }, EventLog.Json)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{tenant.Slug}: {report.Entries} entries, {report.Postings} postings, {report.Accounts} accounts, {report.Seals} seals in {report.Took.TotalSeconds:0.0} s: {(report.IsSound ? "sound" : "AT FAULT")}"
            );
        if (report.IsSound)
        {
            return text;
        }

        await Console.Out.WriteLineAsync(text);
        foreach (var fault in report.Faults)
        {
            await Console.Error.WriteLineAsync($"{tenant.Slug}: {fault.Row}: {fault.What}");
        }

        return LedgerErrors.BooksAtFault(report.Faults[0]);
    }
}
