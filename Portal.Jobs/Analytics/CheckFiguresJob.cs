using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Analytics;

/// <summary>Checks every tenant's figures.</summary>
internal sealed class CheckFiguresJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var check = await services
                    .GetRequiredService<CheckFigures>()
                    .HandleAsync(new CheckFiguresCommand(), ct);
                if (check.Failed)
                {
                    return check.Error;
                }

                context.Log(
                    $"{tenant.Slug}: {check.Value.Compared} compared, {check.Value.Differences} differences."
                );
                return Result.Ok;
            },
            ct
        );
}
