using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;

namespace Portal.Jobs.Running;

/// <summary>What a running job knows and where it reports; its page shows both within seconds.</summary>
public sealed class JobContext(ClaimedRun run, TimeProvider clock, CancellationToken draining)
{
    /// <summary>A job in a loop must not fill the log; lines beyond these are counted, not kept.</summary>
    private const int MaxLines = 1_000;

    private static readonly AsyncLocal<JobContext?> Ambient = new();

    private readonly ConcurrentQueue<JobLogEntry> _lines = new();
    private volatile StrongBox<RunProgress> _progress = new();
    private int _written;

    /// <summary>The job running in this flow, whose log takes what is logged meanwhile.</summary>
    internal static JobContext? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public JobRunId Id => run.Id;

    public JobAbout? About => run.About;

    /// <summary>From 1.</summary>
    public int Attempt => run.Attempt;

    /// <summary>
    /// The worker is about to end. A long job stops at its next checkpoint by throwing this token's
    /// cancellation; another worker goes on from there.
    /// </summary>
    public CancellationToken Draining => draining;

    internal RunProgress Progress => _progress.Value;

    public T Arguments<T>() =>
        JsonSerializer.Deserialize<T>(run.Arguments, EventLog.Json)
        ?? throw new InvalidOperationException($"A job of kind {run.Kind} needs arguments.");

    /// <summary>How far it is. Call it as often as is convenient; it costs nothing.</summary>
    public void Report(long done, long? total = null, string? phase = null) =>
        _progress = new StrongBox<RunProgress>(new RunProgress(done, total, phase));

    public void Log(string message, string level = "information")
    {
        var written = Interlocked.Increment(ref _written);
        if (written <= MaxLines)
        {
            _lines.Enqueue(new JobLogEntry(clock.GetUtcNow(), level, message));
        }
        else if (written == MaxLines + 1)
        {
            _lines.Enqueue(
                new JobLogEntry(clock.GetUtcNow(), "warning", "The rest of the log was not kept.")
            );
        }
    }

    internal IEnumerable<(ClaimedRun Run, JobLogEntry Line)> TakeLines()
    {
        while (_lines.TryDequeue(out var line))
        {
            yield return (run, line);
        }
    }
}
