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
}
