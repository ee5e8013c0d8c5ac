using Portal.Core.Kernel;
using Portal.Core.Ledger.Rates;
using Portal.Jobs.Running;

namespace Portal.Jobs.Ledger;

/// <summary>Takes the reference rates from their source. Where none is set, rates come by command and there is nothing to do.</summary>
internal sealed class RefreshRatesJob(RefreshRates refresh) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var taken = await refresh.HandleAsync(new RefreshRatesCommand(), ct);
        if (taken.Failed)
        {
            if (taken.Error == RateErrors.NoSource)
            {
                context.Log(taken.Error.Message);
                return Result.Ok;
            }

            return taken.Error;
        }

        context.Log(
            $"{taken.Value.Added} rates added, up to {taken.Value.Newest:yyyy-MM-dd}; {taken.Value.Differing} known with another value stay as they were."
        );
        return Result.Ok;
    }
}
