using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>analytics …</c> and <c>leaderboard …</c>, for one tenant or for all.</summary>
internal static class AnalyticsCommands
{
    public static Command Create() =>
        new("analytics", "KPIs and reports.") { DailyReport(), Backfill(), Check() };

    public static Command CreateLeaderboard()
    {
        var rebuild = new Command(
            "rebuild",
            "Write the leaderboards in Redis anew; the old ones answer until the new ones are whole."
        )
        {
            TenantRound.Tenant,
        };
        rebuild.SetAction(
            (parsed, ct) =>
                TenantRound.RunAsync(
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
        var report = new Command("daily-report", "The figures of one day.")
        {
            date,
            TenantRound.Tenant,
            TenantRound.Json,
        };
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

                return await TenantRound.RunAsync(
                    parsed,
                    async (services, tenant) =>
                    {
                        var reports = services.GetRequiredService<DailyReports>();
                        var made = await reports.OfAsync(day, ct);
                        if (made.Failed)
                        {
                            return made.Error;
                        }

                        return parsed.GetValue(TenantRound.Json)
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
            TenantRound.Tenant,
        };
        backfill.SetAction(
            async (parsed, ct) =>
            {
                if (parsed.GetValue(days) is < 1)
                {
                    await Console.Error.WriteLineAsync("--days must be 1 or more.");
                    return ExitCodes.WrongUsage;
                }

                return await TenantRound.RunAsync(
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
            TenantRound.Tenant,
        };
        check.SetAction(
            (parsed, ct) =>
                TenantRound.RunAsync(
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
}
