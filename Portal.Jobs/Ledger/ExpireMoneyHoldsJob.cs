using Portal.Core.Kernel;
using Portal.Core.Ledger.Holds;
using Portal.Jobs.Running;

namespace Portal.Jobs.Ledger;

/// <summary>Lets go what is held beyond its time.</summary>
internal sealed class ExpireMoneyHoldsJob(ExpireMoneyHolds expire) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var (ended, step) = (0L, 0);
        do
        {
            step = await expire.HandleAsync(ct);
            ended += step;
            context.Report(ended, phase: "Letting overdue holds go");
        } while (step > 0);

        context.Log($"{ended} holds expired.");
        return Result.Ok;
    }
}
