using Portal.Core.Analytics.Boards;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Analytics;

/// <summary>Writes the tenant's boards anew beside the old ones, then swaps.</summary>
internal sealed class RebuildBoardsJob(BoardProjection projection) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var progress = new Progress<long>(rows => context.Report(rows, phase: "Copying figures"));
        var rebuilt = await projection.RebuildAsync(progress, ct);
        if (rebuilt.Failed)
        {
            return rebuilt.Error;
        }

        context.Log($"{rebuilt.Value} entries written.");
        return Result.Ok;
    }
}
