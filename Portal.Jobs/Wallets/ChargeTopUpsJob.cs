using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Wallets;
using Portal.Jobs.Running;

namespace Portal.Jobs.Wallets;

/// <summary>Charges the top-ups that are due, in the tenant that asks or in every one, a batch at a time.</summary>
internal sealed class ChargeTopUpsJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var (captured, declined, waiting, unknown, step) = (0L, 0L, 0L, 0L, 0);
                do
                {
                    var done = await services.GetRequiredService<ChargeTopUps>().HandleAsync(ct);
                    if (done.Failed)
                    {
                        return done.Error;
                    }

                    step = done.Value.Asked;
                    captured += done.Value.Captured;
                    declined += done.Value.Declined;
                    waiting += done.Value.Waiting;
                    unknown += done.Value.Unknown;
                } while (step > 0 && !ct.IsCancellationRequested);

                context.Log(
                    $"{tenant.Slug}: {captured} top-ups captured, {declined} declined, {waiting} wait for their buyers, {unknown} unknown."
                );
                return Result.Ok;
            },
            ct
        );
}
