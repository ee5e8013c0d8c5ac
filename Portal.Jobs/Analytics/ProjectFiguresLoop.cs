using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Analytics.Boards;
using Portal.Core.Tenancy.Contracts;
using Portal.Jobs.Running;

namespace Portal.Jobs.Analytics;

/// <summary>Copies what changed in the rollups to Redis, tenant by tenant, and tells the open pages.</summary>
internal sealed class ProjectFiguresLoop(
    IServiceScopeFactory scopes,
    ILogger<ProjectFiguresLoop> logger
) : WorkerLoop(scopes, logger)
{
    // Pages are told at most twice a second, however fast orders come in.
    protected override TimeSpan ShortestPause => TimeSpan.FromMilliseconds(500);

    protected override TimeSpan LongestPause => TimeSpan.FromMilliseconds(500);

    protected override async Task<bool> StepAsync(IServiceProvider services, CancellationToken ct)
    {
        var projection = services.GetRequiredService<BoardProjection>();
        foreach (var tenant in await services.GetRequiredService<TenantReader>().AllAsync(ct))
        {
            await projection.CatchUpAsync(tenant, ct);
        }

        return false;
    }
}
