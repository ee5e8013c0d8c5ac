using System.CommandLine;
using Portal.Core.Data;
using Portal.Core.Jobs.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>worker</c>: the process that does what pages and commands ask for.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var queues = new Option<string>("--queues")
        {
            Description = "The queues to serve, by commas.",
            DefaultValueFactory = _ => "high,standard,low",
        };
        queues.Validators.Add(result =>
        {
            var unknown = Names(result.GetValueOrDefault<string>())
                .Where(n => !SnakeCase.TryToEnum<JobQueue>(n, out _))
                .ToList();
            if (unknown.Count > 0)
            {
                result.AddError(
                    $"There is no queue {string.Join(", ", unknown)}; there are high, standard and low."
                );
            }
        });
        var worker = new Command("worker", "Run jobs, events and schedules until told to stop.")
        {
            queues,
        };
        worker.SetAction(
            (parsed, ct) =>
                WorkerHost.RunAsync(
                    [.. Names(parsed.GetValue(queues)).Select(SnakeCase.ToEnum<JobQueue>)],
                    ct
                )
        );
        return worker;
    }

    private static string[] Names(string? list) =>
        (list ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
}
