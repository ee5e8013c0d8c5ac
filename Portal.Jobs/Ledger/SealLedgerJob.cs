using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Seals;
using Portal.Jobs.Running;

namespace Portal.Jobs.Ledger;

/// <summary>Seals the days that are over. Every hour, because every tenant has its own midnight.</summary>
internal sealed class SealLedgerJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var made = await services.GetRequiredService<SealLedger>().HandleAsync(ct);
                if (made.Failed)
                {
                    return made.Error;
                }

                context.Log($"{tenant.Slug}: {made.Value} days sealed.");
                return Result.Ok;
            },
            ct
        );
}
