using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using Portal.Jobs.Running;

namespace Portal.Jobs.Analytics;

/// <summary>Checks every tenant's figures, each in a scope of its own.</summary>
internal sealed class CheckFiguresJob(IServiceScopeFactory scopes, TenantReader tenants)
    : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var all = await tenants.AllAsync(ct);
        for (var i = 0; i < all.Count; i++)
        {
            context.Report(i, all.Count, all[i].Name);
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(all[i].Id);
            scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
            var check = await scope
                .ServiceProvider.GetRequiredService<CheckFigures>()
                .HandleAsync(new CheckFiguresCommand(), ct);
            if (check.Failed)
            {
                return check.Error;
            }

            context.Log(
                $"{all[i].Slug}: {check.Value.Compared} compared, {check.Value.Differences} differences."
            );
        }

        return Result.Ok;
    }
}
