using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Reserves;
using Portal.Jobs.Running;

namespace Portal.Jobs.Settlement;

/// <summary>Releases what is due in every tenant, a batch at a time, and then settles the shops' reserves.</summary>
internal sealed class ReleaseEscrowJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var (released, step) = (0L, 0);
                do
                {
                    var done = await services.GetRequiredService<ReleaseEscrow>().HandleAsync(ct);
                    if (done.Failed)
                    {
                        return done.Error;
                    }

                    step = done.Value;
                    released += step;
                } while (step > 0);

                var reserves = await services.GetRequiredService<SettleReserves>().HandleAsync(ct);
                if (reserves.Failed)
                {
                    return reserves.Error;
                }

                context.Log(
                    $"{tenant.Slug}: {released} sales released, {reserves.Value} reserves moved."
                );
                return Result.Ok;
            },
            ct
        );
}
