using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reconciliation;
using Portal.Jobs.Running;

namespace Portal.Jobs.Settlement;

/// <summary>In every tenant, matches what statements say with the books, and writes down what differs.</summary>
internal sealed class MatchStatementsJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var matched = await services.GetRequiredService<MatchStatements>().HandleAsync(ct);
                if (matched.Failed)
                {
                    return matched.Error;
                }

                context.Log(
                    $"{tenant.Slug}: {matched.Value.Lines} lines matched, {matched.Value.Open} differences wait for a person."
                );
                return Result.Ok;
            },
            ct
        );
}
