using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reconciliation;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>finance …</c>: what banks and gateways say about our money.</summary>
internal static class FinanceCommands
{
    private static readonly Argument<FileInfo> File = new("file")
    {
        Description = "A CAMT.053 file of a bank, or a CSV of a bank or a gateway.",
    };

    private static readonly Option<string> Tenant = new("--tenant")
    {
        Description = "Short name of the tenant whose account it is.",
        Required = true,
    };

    public static Command Create() =>
        new("finance", "Statements of banks and gateways.") { ImportStatement(), Reconcile() };

    private static Command ImportStatement()
    {
        var import = new Command(
            "import-statement",
            "Import a statement and match it with the books. The same statement again changes nothing."
        )
        {
            File,
            Tenant,
        };
        import.SetAction(
            (parsed, ct) =>
            {
                var file = parsed.GetRequiredValue(File);
                return file.Exists
                    ? InTenantAsync(
                        parsed.GetRequiredValue(Tenant),
                        services => ImportAsync(services, file, ct),
                        ct
                    )
                    : FailureText.PrintAsync(
                        $"There is no file {file.Name}.",
                        ExitCodes.WrongUsage
                    );
            }
        );
        return import;
    }

    private static Command Reconcile()
    {
        var reconcile = new Command("reconcile", "Match open lines of statements with the books.")
        {
            TenantRound.Tenant,
        };
        reconcile.SetAction(
            (parsed, ct) =>
                TenantRound.RunAsync(
                    parsed,
                    async (services, tenant) =>
                    {
                        var matched = await MatchAsync(services, ct);
                        return matched.Failed ? matched : $"{tenant.Slug}: {matched.Value}";
                    },
                    ct
                )
        );
        return reconcile;
    }

    private static async Task<Result<string>> ImportAsync(
        IServiceProvider services,
        FileInfo file,
        CancellationToken ct
    )
    {
        await using var content = file.OpenRead();
        var imported = await services
            .GetRequiredService<ImportStatement>()
            .HandleAsync(new ImportStatementCommand(file.Name, content), ct);
        if (imported.Failed)
        {
            return imported.Error;
        }

        var matched = await MatchAsync(services, ct);
        if (matched.Failed)
        {
            return matched;
        }

        var statements = imported.Value.Select(s =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{s.Account} {s.Reference} {s.Currency}: {s.Lines} lines{(s.IsNew ? "" : ", imported before")}"
            )
        );
        return string.Join(Environment.NewLine, [.. statements, matched.Value]);
    }

    private static async Task<Result<string>> MatchAsync(
        IServiceProvider services,
        CancellationToken ct
    )
    {
        var matched = await services.GetRequiredService<MatchStatements>().HandleAsync(ct);
        return matched.Failed
            ? matched.Error
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{matched.Value.Lines} lines matched, {matched.Value.Open} differences wait for a person."
            );
    }

    private static async Task<int> InTenantAsync(
        string slug,
        Func<IServiceProvider, Task<Result<string>>> act,
        CancellationToken ct
    )
    {
        using var host = JobsHost.CreateBuilder().Build();
        await using var scope = host.CreateCommandScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        var tenant = await scope
            .ServiceProvider.GetRequiredService<TenantReader>()
            .FindBySlugAsync(slug, ct);
        if (tenant is null)
        {
            return await FailureText.PrintAsync($"There is no tenant '{slug}'.", ExitCodes.Failed);
        }

        await using var inner = host.CreateCommandScope();
        inner.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant.Id);
        var done = await act(inner.ServiceProvider);
        if (done.Failed)
        {
            return await FailureText.PrintAsync(done.Error.Message, ExitCodes.Failed);
        }

        await Console.Out.WriteLineAsync(done.Value);
        return ExitCodes.Done;
    }
}
