using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Running;

/// <summary>
/// Does the same for every tenant, each in a scope of its own; a refusal ends the round. A job that
/// was asked for in a tenant does it for that tenant alone.
/// </summary>
internal sealed class EachTenant(
    IServiceScopeFactory scopes,
    TenantReader tenants,
    CurrentTenant asked
)
{
    public async Task<Result> DoAsync(
        JobContext context,
        Func<IServiceProvider, TenantSnapshot, Task<Result>> act,
        CancellationToken ct
    )
    {
        var all = asked.IdOrNone is null
            ? await tenants.AllAsync(ct)
            : [await tenants.CurrentAsync(ct)];
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
