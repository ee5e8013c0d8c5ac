using System.Diagnostics;
using System.Diagnostics.Metrics;
using Portal.Core.Jobs;

namespace Portal.Jobs.Running;

/// <summary>What the worker measures; exported when a collector is configured.</summary>
internal static class JobTelemetry
{
    public const string Name = "Portal.Jobs";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "portal.jobs.duration",
        "s",
        "How long attempts of jobs took"
    );

    public static Activity? Start(ClaimedRun run)
    {
        var activity = Source.StartActivity($"job {run.Kind}");
        activity?.SetTag("job.id", run.Id.Value);
        activity?.SetTag("job.attempt", run.Attempt);
        return activity;
    }

    public static void Ended(ClaimedRun run, string outcome, TimeSpan took) =>
        Duration.Record(
            took.TotalSeconds,
            new KeyValuePair<string, object?>("job.kind", run.Kind),
            new KeyValuePair<string, object?>("outcome", outcome)
        );
}
