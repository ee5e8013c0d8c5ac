using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Running;

/// <summary>Does the same for every tenant, each in a scope of its own; a refusal ends the round.</summary>
internal sealed class EachTenant(IServiceScopeFactory scopes, TenantReader tenants)
{
    public async Task<Result> DoAsync(
        JobContext context,
        Func<IServiceProvider, TenantSnapshot, Task<Result>> act,
        CancellationToken ct
    )
    {
        var all = await tenants.AllAsync(ct);
        for (var i = 0; i < all.Count; i++)
        {
            context.Report(i, all.Count, all[i].Name);
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(all[i].Id);
            scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
            var done = await act(scope.ServiceProvider, all[i]);
            if (done.Failed)
            {
                return done;
            }
        }

        return Result.Ok;
    }
}
