using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Running;

internal static class WorkerScopes
{
    /// <summary>A scope of the worker over all tenants.</summary>
    public static AsyncServiceScope CreatePlatformScope(this IServiceScopeFactory scopes)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
        return scope;
    }

    /// <summary>Waits until every queue has ended or handed back its jobs.</summary>
    public static async Task WhenDrainedAsync(
        this IEnumerable<QueueLoop> queues,
        CancellationToken ct
    ) =>
        await Task.WhenAll(queues.Select(q => q.ExecuteTask ?? Task.CompletedTask))
            .WaitAsync(ct)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
