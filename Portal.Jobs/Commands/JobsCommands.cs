using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Jobs.Commands;

/// <summary><c>jobs …</c>: see and steer the queues.</summary>
internal static class JobsCommands
{
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON for machines.",
    };

    public static Command Create() =>
        new("jobs", "Background jobs: list, retry, pause, continue, clear.")
        {
            List(),
            Failed(),
            Retry(),
            OnQueue(
                "pause",
                "Start nothing more of a queue; what runs goes on.",
                (services, queue, ct) => PauseAsync(services, queue, true, ct)
            ),
            OnQueue(
                "continue",
                "Start jobs of a paused queue again.",
                (services, queue, ct) => PauseAsync(services, queue, false, ct)
            ),
            OnQueue("clear", "Cancel everything that waits in a queue.", ClearAsync),
        };

    private static Command List()
    {
        var state = new Option<JobRunState?>("--state")
        {
            Description = "Only jobs in this state.",
        };
        var rows = new Option<int>("--rows")
        {
            Description = "How many, newest first.",
            DefaultValueFactory = _ => 25,
        };
        var list = new Command("list", "The queues and the newest jobs.") { state, rows, Json };
        list.SetAction(
            (parsed, ct) =>
                RunAsync(async services =>
                {
                    var queries = services.GetRequiredService<JobQueries>();
                    var overview = await queries.OverviewAsync(ct);
                    var jobs = await queries.ListAsync(
                        new JobFilter(parsed.GetValue(state) is { } only ? [only] : null),
                        new PageRequest(Size: parsed.GetValue(rows)),
                        ct
                    );
                    if (overview.Failed || jobs.Failed)
                    {
                        return overview.Failed ? overview.Error : jobs.Error;
                    }

                    await PrintAsync(
                        parsed,
                        new { overview.Value.Queues, Jobs = jobs.Value.Rows },
                        [.. overview.Value.Queues.Select(Line), "", .. jobs.Value.Rows.Select(Line)]
                    );
                    return Result.Ok;
                })
        );
        return list;
    }

    private static Command Failed()
    {
        var failed = new Command("failed", "Failed jobs by cause.") { Json };
        failed.SetAction(
            (parsed, ct) =>
                RunAsync(async services =>
                {
                    var groups = await services.GetRequiredService<JobQueries>().FailuresAsync(ct);
                    if (groups.Failed)
                    {
                        return groups.Error;
                    }

                    await PrintAsync(
                        parsed,
                        groups.Value,
                        [
                            .. groups.Value.Select(g =>
                                $"{g.Count, 6}  {g.Kind, -28} {g.Cause}  (last: {g.LastId.Value})"
                            ),
                        ]
                    );
                    return Result.Ok;
                })
        );
        return failed;
    }

    private static Command Retry()
    {
        var id = new Argument<long?>("ID") { Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every failed job." };
        var retry = new Command("retry", "Put failed jobs back into their queues.") { id, all };
        retry.Validators.Add(result =>
        {
            if (result.GetValue(id) is null == !result.GetValue(all))
            {
                result.AddError("Name one job, or say --all.");
            }
        });
        retry.SetAction(
            (parsed, ct) =>
                RunAsync(async services =>
                {
                    if (parsed.GetValue(id) is { } one)
                    {
                        return await services
                            .GetRequiredService<RetryJob>()
                            .HandleAsync(new RetryJobCommand(new JobRunId(one)), ct);
                    }

                    var retried = await services
                        .GetRequiredService<RetryFailedJobs>()
                        .HandleAsync(new RetryFailedJobsCommand(), ct);
                    return await SayAsync(retried, "{0} jobs are back in their queues.");
                })
        );
        return retry;
    }

    private static Command OnQueue(
        string verb,
        string description,
        Func<IServiceProvider, JobQueue, CancellationToken, Task<Result>> act
    )
    {
        var queue = new Argument<JobQueue>("QUEUE") { Description = "high, standard or low" };
        var command = new Command(verb, description) { queue };
        command.SetAction(
            (parsed, ct) => RunAsync(services => act(services, parsed.GetValue(queue), ct))
        );
        return command;
    }

    private static Task<Result> PauseAsync(
        IServiceProvider services,
        JobQueue queue,
        bool isPaused,
        CancellationToken ct
    ) =>
        services
            .GetRequiredService<PauseQueue>()
            .HandleAsync(new PauseQueueCommand(queue, isPaused), ct);

    private static async Task<Result> ClearAsync(
        IServiceProvider services,
        JobQueue queue,
        CancellationToken ct
    )
    {
        var cleared = await services
            .GetRequiredService<ClearQueue>()
            .HandleAsync(new ClearQueueCommand(queue), ct);
        return await SayAsync(cleared, "{0} waiting jobs cancelled.");
    }

    private static async Task<Result> SayAsync(Result<int> count, string sentence)
    {
        if (count.Failed)
        {
            return count.Error;
        }

        await Console.Out.WriteLineAsync(
            string.Format(CultureInfo.InvariantCulture, sentence, count.Value)
        );
        return Result.Ok;
    }

    private static string Line(QueueView queue) =>
        $"{SnakeCase.Of(queue.Queue), -9} waiting {queue.Waiting, 5}  running {queue.Running, 3}/{queue.Slots.Limit, -3} "
        + $"longest wait {queue.LongestWait.TotalSeconds, 6:F1} s{(queue.IsPaused ? "  paused" : "")}";

    private static string Line(JobRow job) =>
        $"{job.Id.Value, 8}  {SnakeCase.Of(job.State), -9} {SnakeCase.Of(job.Queue), -9} {job.Kind, -28} "
        + $"{job.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {job.Cause ?? job.Phase}";

    private static Task PrintAsync(ParseResult parsed, object value, IEnumerable<string> lines) =>
        Console.Out.WriteLineAsync(
            parsed.GetValue(Json)
                ? JsonSerializer.Serialize(value, EventLog.Json)
                : string.Join(Environment.NewLine, lines)
        );

    private static async Task<int> RunAsync(Func<IServiceProvider, Task<Result>> act)
    {
        using var host = JobsHost.CreateBuilder().Build();
        await using var scope = host.CreateCommandScope();
        var done = await act(scope.ServiceProvider);
        if (!done.Failed)
        {
            return ExitCodes.Done;
        }

        await Console.Error.WriteLineAsync(done.Error.Message);
        return ExitCodes.Failed;
    }
}
