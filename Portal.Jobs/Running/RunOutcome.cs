using Portal.Core.Jobs;

namespace Portal.Jobs.Running;

/// <summary>What came of one attempt, and how it is written.</summary>
internal sealed record RunOutcome(
    string Name,
    Func<RunQueue, HeldRun, CancellationToken, Task<bool>> WriteAsync
)
{
    public static readonly RunOutcome Done = new(
        "succeeded",
        (queue, held, ct) => queue.SucceedAsync(held.Run, held.Context.Progress, ct)
    );

    public static readonly RunOutcome Cancelled = new(
        "cancelled",
        (queue, held, ct) => queue.CancelAsync(held.Run, ct)
    );

    public static readonly RunOutcome HandedBack = new(
        "handed back",
        (queue, held, ct) => queue.HandBackAsync(held.Run, ct)
    );

    /// <summary>A refusal stays one, however often it is asked: the job is parked.</summary>
    public static RunOutcome Refused(string why) => Failed(why, FailureCause.Of(why), null);

    public static RunOutcome Threw(Exception e, TimeSpan? retryAfter) =>
        Failed(e.ToString(), FailureCause.Of(e), retryAfter);

    public static RunOutcome Threw(string why, TimeSpan? retryAfter) =>
        Failed(why, FailureCause.Of(why), retryAfter);

    private static RunOutcome Failed(string error, string cause, TimeSpan? retryAfter) =>
        new(
            retryAfter is null ? "failed" : "failed, to be retried",
            (queue, held, ct) => queue.FailAsync(held.Run, error, cause, retryAfter, ct)
        );
}
