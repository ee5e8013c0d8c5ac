using Portal.Core.Data;
using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Imports;

/// <summary>What a job of this module is told.</summary>
public sealed record ImportJobArguments(long ImportId);

/// <summary>How imports ask for the worker.</summary>
public sealed class ImportJobs(JobRequests jobs)
{
    public const string Check = "imports.check";
    public const string Run = "imports.run";

    internal Task EnqueueAsync(
        PortalDbContext db,
        string kind,
        ImportId id,
        CancellationToken ct
    ) =>
        jobs.EnqueueAsync(
            db,
            new JobRequest(
                kind,
                JobQueue.High,
                new ImportJobArguments(id.Value),
                new JobAbout("import", id.Value)
            ),
            ct
        );
}
