using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Chargebacks;

/// <summary>Finds disputes that no message told of; another job follows them.</summary>
internal sealed class SweepDisputesJob(SweepDisputes sweep) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var found = await sweep.HandleAsync(ct);
        if (found.Failed)
        {
            return found.Error;
        }

        context.Log($"{found.Value} disputes found that nobody had told of.");
        return Result.Ok;
    }
}
