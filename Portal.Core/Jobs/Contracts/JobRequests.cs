using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Jobs.Contracts;

public readonly record struct JobRunId(long Value) : IEntityId<JobRunId>
{
    public static JobRunId From(long value) => new(value);
}

/// <summary>What a job is about, so that its page can link there: <c>("import", 5)</c>.</summary>
public readonly record struct JobAbout(string Kind, long Id);

/// <summary>Work for the worker.</summary>
/// <param name="Kind">Name of the job in the worker's schedule, <c>module.verb</c>.</param>
/// <param name="Queue">Where it waits.</param>
/// <param name="Arguments">What the job reads back as its own record; stored as JSON. Ids, never secrets.</param>
/// <param name="About">What its page links to.</param>
/// <param name="OnlyOne">While a job with this key waits or runs, another one is refused as a conflict.</param>
public sealed record JobRequest(
    string Kind,
    JobQueue Queue,
    object? Arguments = null,
    JobAbout? About = null,
    string? OnlyOne = null
);

/// <summary>
/// How acts hand work to the worker. The job is a row written in the act's own transaction: it runs
/// if and only if the act commits, at least once, so its effect must be safe to repeat.
/// </summary>
public sealed class JobRequests(CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Unique constraint broken by a second request with the same <see cref="JobRequest.OnlyOne"/>.</summary>
    public const string OnlyOneConstraint = "ux_runs_only_one";

    /// <summary>Adds the job to the caller's context; the caller saves. The id is known at once.</summary>
    public async Task<JobRunId> EnqueueAsync(
        PortalDbContext db,
        JobRequest request,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(request);
        var id = await db
            .Database.SqlQueryRaw<long>("SELECT nextval('jobs.runs_id_seq') AS \"Value\"")
            .SingleAsync(ct);
        var now = clock.GetUtcNow();
        db.JobRuns.Add(
            new JobRun
            {
                Id = new JobRunId(id),
                TenantId = tenant.Id,
                Kind = request.Kind,
                Queue = request.Queue,
                Arguments = JsonSerializer.Serialize(request.Arguments, EventLog.Json),
                AboutKind = request.About?.Kind,
                AboutId = request.About?.Id,
                OnlyOne = request.OnlyOne,
                RequestedById = db.Actor.Person,
                RequestedBy = db.Actor.Name,
                RunAt = now,
                CreatedAt = now,
            }
        );
        return new JobRunId(id);
    }
}
