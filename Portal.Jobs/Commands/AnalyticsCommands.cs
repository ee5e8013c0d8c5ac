using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>analytics …</c> and <c>leaderboard …</c>, for one tenant or for all.</summary>
internal static class AnalyticsCommands
{
    private static readonly Option<string?> Tenant = new("--tenant")
    {
        Description = "Short name of the tenant; all of them when left out.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON for machines.",
    };

    public static Command Create() =>
        new("analytics", "KPIs and reports.") { DailyReport(), Backfill(), Check() };

    public static Command CreateLeaderboard()
    {
        var rebuild = new Command(
            "rebuild",
            "Write the leaderboards in Redis anew; the old ones answer until the new ones are whole."
        )
        {
            Tenant,
        };
        rebuild.SetAction(
            (parsed, ct) =>
                ForTenantsAsync(
                    parsed,
                    async (services, tenant) =>
                    {
                        var rebuilt = await services
                            .GetRequiredService<BoardProjection>()
                            .RebuildAsync(null, ct);
                        return rebuilt.Failed
                            ? rebuilt.Error
                            : $"{tenant.Slug}: {rebuilt.Value} entries written.";
                    },
                    ct
                )
        );
        return new Command("leaderboard", "Customers and products by rank.") { rebuild };
    }

    private static Command DailyReport()
    {
        var date = new Argument<string?>("date")
        {
            Description = "Business day as YYYY-MM-DD; yesterday when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var report = new Command("daily-report", "The figures of one day.") { date, Tenant, Json };
        report.SetAction(
            async (parsed, ct) =>
            {
                DateOnly? day = null;
                if (parsed.GetValue(date) is { } text)
                {
                    if (
                        !DateOnly.TryParseExact(
                            text,
                            "yyyy-MM-dd",
                            CultureInfo.InvariantCulture,
                            DateTimeStyles.None,
                            out var given
                        )
                    )
                    {
                        await Console.Error.WriteLineAsync(
                            $"'{text}' is no day. Write it as YYYY-MM-DD, e.g. 2026-03-31."
                        );
                        return ExitCodes.WrongUsage;
                    }

                    day = given;
                }

                return await ForTenantsAsync(
                    parsed,
                    async (services, tenant) =>
                    {
                        var reports = services.GetRequiredService<DailyReports>();
                        var made = await reports.OfAsync(day, ct);
                        if (made.Failed)
                        {
                            return made.Error;
                        }

                        return parsed.GetValue(Json)
                            ? JsonSerializer.Serialize(made.Value, EventLog.Json)
                            : DailyReportText.Of(tenant.Name, made.Value);
                    },
                    ct
                );
            }
        );
        return report;
    }

    private static Command Backfill()
    {
        var days = new Option<int?>("--days")
        {
            Description = "How many days back, today included; all when left out.",
        };
        var backfill = new Command(
            "backfill-kpis",
            "Compute the figures again from the orders, then write the leaderboards anew."
        )
        {
            days,
            Tenant,
        };
        backfill.SetAction(
            async (parsed, ct) =>
            {
                if (parsed.GetValue(days) is < 1)
                {
                    await Console.Error.WriteLineAsync("--days must be 1 or more.");
                    return ExitCodes.WrongUsage;
                }

                return await ForTenantsAsync(
                    parsed,
                    (services, tenant) => CheckAsync(services, tenant, parsed.GetValue(days), ct),
                    ct
                );
            }
        );
        return backfill;
    }

    private static Command Check()
    {
        var check = new Command(
            "check",
            "Compare all figures with the orders and put right what differs."
        )
        {
            Tenant,
        };
        check.SetAction(
            (parsed, ct) =>
                ForTenantsAsync(
                    parsed,
                    (services, tenant) => CheckAsync(services, tenant, null, ct),
                    ct
                )
        );
        return check;
    }

    private static async Task<Result<string>> CheckAsync(
        IServiceProvider services,
        TenantSnapshot tenant,
        int? days,
        CancellationToken ct
    )
    {
        var check = await services
            .GetRequiredService<CheckFigures>()
            .HandleAsync(new CheckFiguresCommand(days), ct);
        return check.Failed
            ? check.Error
            : $"{tenant.Slug}: {check.Value.Compared} figures compared, {check.Value.Differences} were different and are right now.";
    }

    private static async Task<int> ForTenantsAsync(
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
