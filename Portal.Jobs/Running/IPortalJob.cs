using Portal.Core.Kernel;

namespace Portal.Jobs.Running;

/// <summary>
/// One kind of work, thin: it reads its arguments, calls acts of Core and reports. It may run more
/// than once for the same request, so its effect must be safe to repeat. A refusal parks the job at
/// once, because trying again changes nothing; an exception is tried again by the job's policy.
/// </summary>
public interface IPortalJob
{
    /// <param name="context">What to do, and where to report.</param>
    /// <param name="ct">Cancelled when the time limit is over, somebody cancels the job, or the worker must end.</param>
    Task<Result> RunAsync(JobContext context, CancellationToken ct);
}
