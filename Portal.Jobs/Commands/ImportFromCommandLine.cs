using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Imports.Running;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary>What <c>orders import</c> was told.</summary>
internal sealed record ImportCommandLine(
    FileInfo? File,
    ImportId? Continue,
    string? Tenant,
    string? Mapping,
    bool DryRun,
    bool Wait,
    bool Json,
    ImportOptions Options,
    DateOrder? Dates,
    DecimalMark? Decimals
);

/// <summary>Takes a file through the same acts as the wizard: upload, configure, check or run.</summary>
internal sealed class ImportFromCommandLine(ImportCommandLine line)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        using var host = JobsHost.CreateBuilder().Build();
        var tenant = await FindTenantAsync(host, ct);
        if (tenant is null)
        {
            return ExitCodes.WrongUsage;
        }

        await using var scope = host.CreateCommandScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentTenant>().Enter(tenant.Id);
        var prepared = line.Continue is { } id ? id : await PrepareAsync(services, ct);
        if (prepared.Failed)
        {
            return await RefuseAsync(prepared.Error, "Nothing was imported.");
        }

        return line.DryRun ? await CheckAsync(services, prepared.Value, ct)
            : line.Wait ? await ImportAsync(services, prepared.Value, ct)
            : await HandOverAsync(services, prepared.Value, ct);
    }

    private async Task<TenantSnapshot?> FindTenantAsync(IHost host, CancellationToken ct)
    {
        await using var scope = host.CreateCommandScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        var tenants = await scope.ServiceProvider.GetRequiredService<TenantReader>().AllAsync(ct);
        var found = line.Tenant is null
            ? tenants.MinBy(t => t.Id.Value)
            : tenants.FirstOrDefault(t => t.Slug == line.Tenant);
        if (found is null)
        {
            var known = string.Join(", ", tenants.Select(t => t.Slug));
            await Console.Error.WriteLineAsync(
                tenants.Count == 0
                    ? "There is no tenant yet; run 'db seed' for a demo."
                    : $"There is no tenant '{line.Tenant}'; there are {known}."
            );
        }
        else if (line.Tenant is null && tenants.Count > 1)
        {
            await Console.Error.WriteLineAsync(
                $"Importing into {found.Slug}; name another tenant with --tenant."
            );
        }

        return found;
    }

    private async Task<Result<ImportId>> PrepareAsync(
        IServiceProvider services,
        CancellationToken ct
    )
    {
        await using var content = line.File!.OpenRead();
        var uploaded = await services
            .GetRequiredService<UploadImport>()
            .HandleAsync(new UploadImportCommand(line.File.Name, content), ct);
        if (uploaded.Failed)
        {
            return uploaded.Error;
        }

        var imports = services.GetRequiredService<ImportQueries>();
        var detail = (await imports.FindAsync(uploaded.Value, ct))!;
        var saved = line.Mapping is null
            ? null
            : (await imports.SavedMappingsAsync(ct)).FirstOrDefault(s => s.Name == line.Mapping);
        if (line.Mapping is not null && saved is null)
        {
            return ImportErrors.MappingNotFound(line.Mapping);
        }

        var format = detail.Setup.Format with
        {
            DateOrder = line.Dates ?? saved?.DateOrder ?? detail.Setup.Format.DateOrder,
            DecimalMark = line.Decimals ?? saved?.DecimalMark ?? detail.Setup.Format.DecimalMark,
        };
        if (detail.Preview.IsDateOrderAmbiguous && line.Dates is null && saved is null)
        {
            await Console.Error.WriteLineAsync(
                $"The dates do not tell day from month; read as {format.DateOrder}. "
                    + "Say --dates dmy or mdy to be sure."
            );
        }

        var configured = await services
            .GetRequiredService<ConfigureImport>()
            .HandleAsync(
                new ConfigureImportCommand(
                    uploaded.Value,
                    format,
                    saved?.Mapping ?? detail.Setup.Mapping,
                    saved?.Options ?? line.Options
                ),
                ct
            );
        return configured.Failed ? configured.Error : uploaded;
    }

    private async Task<int> CheckAsync(IServiceProvider services, ImportId id, CancellationToken ct)
    {
        var started = await services
            .GetRequiredService<StartCheck>()
            .HandleAsync(new StartCheckCommand(id, true), ct);
        if (started.Failed)
        {
            return await RefuseAsync(started.Error, "Nothing was imported.");
        }

        var report = await WatchAsync(
            services.GetRequiredService<CheckImport>().HandleAsync(new CheckImportCommand(id), ct),
            services,
            id,
            ct
        );
        return report.Failed
            ? await RefuseAsync(report.Error, "Nothing was imported.")
            : await PrintAsync(id, ImportStatus.Checked, report.Value);
    }

    private async Task<int> ImportAsync(
        IServiceProvider services,
        ImportId id,
        CancellationToken ct
    )
    {
        var started = await services
            .GetRequiredService<StartImport>()
            .HandleAsync(new StartImportCommand(id, true), ct);

        // A run that was killed a moment ago still has its lease; the run itself waits for its end.
        if (started.Failed && line.Continue is null)
        {
            return await RefuseAsync(started.Error, "Nothing was imported.");
        }

        var run = await WatchAsync(
            services.GetRequiredService<RunImport>().HandleAsync(new RunImportCommand(id), ct),
            services,
            id,
            ct
        );
        var detail = (await services.GetRequiredService<ImportQueries>().FindAsync(id, ct))!;
        if (run.Failed)
        {
            return await RefuseAsync(
                run.Error,
                $"{detail.Result.Orders} orders were imported before and are kept."
            );
        }

        return await PrintAsync(id, detail.Status, detail.Result);
    }

    private async Task<int> HandOverAsync(
        IServiceProvider services,
        ImportId id,
        CancellationToken ct
    )
    {
        var started = await services
            .GetRequiredService<StartImport>()
            .HandleAsync(new StartImportCommand(id), ct);
        if (started.Failed)
        {
            return await RefuseAsync(started.Error, "Nothing was imported.");
        }

        await Console.Out.WriteLineAsync(
            line.Json
                ? JsonSerializer.Serialize(new { ImportId = id.Value }, EventLog.Json)
                : $"Import {id.Value} waits for a worker; see /imports/{id.Value}."
        );
        return ExitCodes.Done;
    }

    /// <summary>Progress goes to standard error, a line a second.</summary>
    private static async Task<T> WatchAsync<T>(
        Task<T> running,
        IServiceProvider services,
        ImportId id,
        CancellationToken ct
    )
    {
        while (await Task.WhenAny(running, Task.Delay(Beat, ct)) != running)
        {
            ct.ThrowIfCancellationRequested();
            if (
                await services.GetRequiredService<ImportQueries>().FindAsync(id, ct) is
                { Progress: var progress }
            )
            {
                await Console.Error.WriteLineAsync(
                    FormattableString.Invariant(
                        $"{progress.Phase, -9} {progress.Done, 12:N0} of {progress.Total:N0} rows, {progress.RowsPerSecond ?? 0:N0}/s"
                    )
                );
            }
        }

        return await running;
    }

    private async Task<int> PrintAsync(ImportId id, ImportStatus status, ImportReport report)
    {
        if (line.Json)
        {
            await Console.Out.WriteLineAsync(
                JsonSerializer.Serialize(
                    new
                    {
                        ImportId = id.Value,
                        Status = SnakeCase.Of(status),
                        Report = report,
                    },
                    EventLog.Json
                )
            );
            return ExitCodes.Done;
        }

        await Console.Out.WriteLineAsync(ImportReportText.Of(id, status, report));
        return ExitCodes.Done;
    }

    private static async Task<int> RefuseAsync(Error error, string kept)
    {
        await Console.Error.WriteLineAsync($"{error.Message} ({error.Code})");
        foreach (var (field, messages) in error.Fields)
        {
            await Console.Error.WriteLineAsync($"  {field}: {string.Join(' ', messages)}");
        }

        await Console.Error.WriteLineAsync(kept);
        return ExitCodes.Failed;
    }
}
