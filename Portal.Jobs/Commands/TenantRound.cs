using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary>Commands that act in one tenant, named by <c>--tenant</c>, or in all of them, and print what came of each.</summary>
internal static class TenantRound
{
    public static readonly Option<string?> Tenant = new("--tenant")
    {
        Description = "Short name of the tenant; all of them when left out.",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON for machines.",
    };

    public static async Task<int> RunAsync(
        ParseResult parsed,
        Func<IServiceProvider, TenantSnapshot, Task<Result<string>>> act,
        CancellationToken ct
    )
    {
        using var host = JobsHost.CreateBuilder().Build();
        var tenants = await TenantsAsync(host, parsed.GetValue(Tenant), ct);
        if (tenants.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                parsed.GetValue(Tenant) is { } slug
                    ? $"There is no tenant '{slug}'."
                    : "There is no tenant yet."
            );
            return ExitCodes.Failed;
        }

        foreach (var tenant in tenants)
        {
            await using var scope = host.CreateCommandScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant.Id);
            var done = await act(scope.ServiceProvider, tenant);
            if (done.Failed)
            {
                await Console.Error.WriteLineAsync($"{tenant.Slug}: {done.Error.Message}");
                return ExitCodes.Failed;
            }

            await Console.Out.WriteLineAsync(done.Value);
        }

        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<TenantSnapshot>> TenantsAsync(
        IHost host,
        string? slug,
        CancellationToken ct
    )
    {
        await using var scope = host.CreateCommandScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        var reader = scope.ServiceProvider.GetRequiredService<TenantReader>();
        if (slug is null)
        {
            return await reader.AllAsync(ct);
        }

        return await reader.FindBySlugAsync(slug, ct) is { } found ? [found] : [];
    }
}
