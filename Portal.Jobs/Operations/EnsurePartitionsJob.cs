using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Operations;

/// <summary>Makes the coming months' partitions. Rows of a month without one go to a default partition and are slow to find.</summary>
internal sealed class EnsurePartitionsJob(PortalConnections connections, TimeProvider clock)
    : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            PartitionSql.EnsureFor(clock.GetUtcNow()),
            connection
        );
        var made = await command.ExecuteScalarAsync(ct);
        context.Log($"{made} partitions made.");
        return Result.Ok;
    }
}
