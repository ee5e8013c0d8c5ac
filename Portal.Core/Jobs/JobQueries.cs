using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

/// <summary>What pages and commands show of the jobs. Without the right every answer is a refusal.</summary>
public sealed class JobQueries(JobAccess access, TimeProvider clock)
{
    private const int MaxGroups = 100;
    private const int MaxLogLines = 2_000;

    public async Task<Result<JobOverview>> OverviewAsync(CancellationToken ct)
    {
        await using var db = await access.OpenAsync(JobsPermissions.Read, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var now = clock.GetUtcNow();
        var workers = await WorkersAsync(db, now, ct);
        var minutes = await db
            .Database.SqlQueryRaw<MinuteRow>(JobsSql.EndedPerMinute, now.AddHours(-1))
            .ToListAsync(ct);
        var longest = await db
            .JobRuns.Where(r => r.EndedAt > now.AddHours(-1) && r.StartedAt != null)
            .MaxAsync(r => (TimeSpan?)(r.EndedAt!.Value - r.StartedAt!.Value), ct);
        return new JobOverview(
            await QueuesAsync(db, workers, ct),
            workers,
            FillMinutes(minutes, now),
            await db.JobRuns.LongCountAsync(r => r.State == JobRunState.Failed, ct),
            longest ?? TimeSpan.Zero,
            now
        );
    }

    /// <summary>Jobs, newest first.</summary>
    public async Task<Result<Page<JobRow>>> ListAsync(
        JobFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        await using var db = await access.OpenAsync(JobsPermissions.Read, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var matching = Matching(db.JobRuns, filter);
        var total = await matching
            .OrderBy(r => r.Id)
            .Take(PageRequest.CountLimit + 1)
            .CountAsync(ct);
        var rows = await matching
            .OrderByDescending(r => r.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .Select(RowOf)
            .ToListAsync(ct);
        return new Page<JobRow>(
            rows,
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit
        );
    }

    public async Task<Result<JobDetail>> FindAsync(JobRunId id, CancellationToken ct)
    {
        await using var db = await access.OpenAsync(JobsPermissions.Read, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var found = await db.JobRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (found is null)
        {
            return JobErrors.NotFound;
        }

        var log = await db
            .JobLogLines.Where(l => l.RunId == id)
            .OrderBy(l => l.Id)
            .Take(MaxLogLines)
            .Select(l => new JobLogRow(l.Attempt, l.At, l.Level, l.Message))
            .ToListAsync(ct);
        return new JobDetail(
            RowOf.Compile()(found),
            found.Arguments,
            found.Error,
            found.Losses,
            found.IsCancelRequested,
            found.WorkerId,
            found.Schedule,
            log
        );
    }

    /// <summary>Parked jobs by cause and kind, the largest group first.</summary>
    public async Task<Result<IReadOnlyList<JobFailureGroup>>> FailuresAsync(CancellationToken ct)
    {
        await using var db = await access.OpenAsync(JobsPermissions.Read, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        return await db
            .JobRuns.Where(r => r.State == JobRunState.Failed)
            .GroupBy(r => new { r.Cause, r.Kind })
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key.Kind)
            .Take(MaxGroups)
            .Select(g => new JobFailureGroup(
                g.Key.Cause ?? "",
                g.Key.Kind,
                g.LongCount(),
                g.Min(r => r.EndedAt)!.Value,
                g.Max(r => r.EndedAt)!.Value,
                g.Max(r => r.Id)
            ))
            .ToListAsync(ct);
    }

    /// <summary>
    /// Event consumers that stand still. They serve all tenants, so what exactly they stumbled over is
    /// told on the platform only.
    /// </summary>
    public async Task<Result<IReadOnlyList<StalledConsumer>>> StalledConsumersAsync(
        CancellationToken ct
    )
    {
        await using var platform = await access.OpenPlatformAsync(JobsPermissions.Read, ct);
        if (platform is not null)
        {
            return await EventCursors.StalledAsync(platform, ct);
        }

        await using var db = await access.OpenAsync(JobsPermissions.Read, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var stalled = await EventCursors.StalledAsync(db, ct);
        return stalled.Select(c => c with { Error = null }).ToArray();
    }

    public async Task<Result<IReadOnlyList<ScheduleView>>> SchedulesAsync(CancellationToken ct)
    {
        await using var db = await access.OpenAsync(JobsPermissions.Read, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var now = clock.GetUtcNow();
        var rows = await db
            .JobSchedules.OrderBy(s => s.Kind)
            .Select(s => new
            {
                Schedule = s,
                Last = db
                    .JobRuns.Where(r => r.Schedule == s.Kind)
                    .OrderByDescending(r => r.ScheduledFor)
                    .Select(r => new
                    {
                        r.Id,
                        r.State,
                        r.StartedAt,
                        r.EndedAt,
                    })
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(row =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(row.Schedule.TimeZone);
            return new ScheduleView(
                row.Schedule.Kind,
                row.Schedule.Description,
                row.Schedule.Queue,
                row.Schedule.Cron,
                row.Schedule.TimeZone,
                SchedulePolicy.NextAfter(row.Schedule.Cron, zone, now),
                row.Schedule.LastDueAt,
                SchedulePolicy.MissedAt(
                    row.Schedule.Cron,
                    zone,
                    row.Schedule.CreatedAt,
                    row.Schedule.LastDueAt,
                    now
                ),
                row.Last?.Id,
                row.Last?.State,
                row.Last is { StartedAt: { } start, EndedAt: { } end } ? end - start : null
            );
        });
    }

    internal static IQueryable<JobRun> Matching(IQueryable<JobRun> runs, JobFilter filter)
    {
        var text = filter.Text?.Trim();
        var states = filter.States ?? [];
        var queues = filter.Queues ?? [];
        var isNumber = long.TryParse(text, CultureInfo.InvariantCulture, out var number);
        return runs.Where(r =>
            (states.Count == 0 || states.Contains(r.State))
            && (queues.Count == 0 || queues.Contains(r.Queue))
            && (filter.Kind == null || r.Kind == filter.Kind)
            && (filter.Cause == null || r.Cause == filter.Cause)
            && (
                filter.About == null
                || r.AboutKind == filter.About.Value.Kind && r.AboutId == filter.About.Value.Id
            )
            && (
                string.IsNullOrEmpty(text)
                || r.Kind.Contains(text)
                || isNumber && (r.Id == new JobRunId(number) || r.AboutId == number)
            )
        );
    }

    private static readonly System.Linq.Expressions.Expression<Func<JobRun, JobRow>> RowOf =
        r => new JobRow(
            r.Id,
            r.Queue,
            r.Kind,
            r.State,
            r.Attempt,
            r.AboutKind,
            r.AboutId,
            r.ProgressDone,
            r.ProgressTotal,
            r.ProgressPhase,
            r.Cause,
            r.RequestedBy,
            r.CreatedAt,
            r.RunAt,
            r.StartedAt,
            r.EndedAt
        );

    private static async Task<IReadOnlyList<WorkerView>> WorkersAsync(
        PortalDbContext db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var alive = await db
            .JobWorkers.AsNoTracking()
            .Where(w => w.LastSeenAt > now - JobWorker.Silence)
            .OrderBy(w => w.Id)
            .ToListAsync(ct);
        return alive.ConvertAll(w => new WorkerView(
            w.Id,
            w.Host,
            w.ProcessId,
            w.Version,
            w.StartedAt,
            w.LastSeenAt,
            w.IsStopping,
            JsonSerializer.Deserialize<Dictionary<string, QueueSlots>>(w.Slots, EventLog.Json)!
        ));
    }

    private static async Task<IReadOnlyList<QueueView>> QueuesAsync(
        PortalDbContext db,
        IReadOnlyList<WorkerView> workers,
        CancellationToken ct
    )
    {
        var load = await db.Database.SqlQueryRaw<QueueLoadRow>(JobsSql.QueueLoad).ToListAsync(ct);
        var settings = await db.QueueSettings.AsNoTracking().ToListAsync(ct);
        return
        [
            .. Enum.GetValues<JobQueue>()
                .Select(queue =>
                {
                    var name = SnakeCase.Of(queue);
                    var now = load.Find(l => l.Queue == name);
                    var setting = settings.Find(s => s.Queue == queue);
                    return new QueueView(
                        queue,
                        now?.Waiting ?? 0,
                        now?.Later ?? 0,
                        now?.Running ?? 0,
                        TimeSpan.FromSeconds(now?.LongestWaitSeconds ?? 0),
                        SlotsOf(workers, name),
                        setting?.IsPaused ?? false,
                        setting?.PausedBy,
                        setting?.PausedAt
                    );
                }),
        ];
    }

    private static QueueSlots SlotsOf(IReadOnlyList<WorkerView> workers, string queue)
    {
        var slots = workers
            .Select(w => w.Slots.GetValueOrDefault(queue))
            .OfType<QueueSlots>()
            .ToList();
        return new QueueSlots(
            slots.Sum(s => s.Running),
            slots.Sum(s => s.Limit),
            slots.Sum(s => s.Min),
            slots.Sum(s => s.Max)
        );
    }

    /// <summary>Sixty minutes, also those in which nothing ended.</summary>
    private static IReadOnlyList<JobMinute> FillMinutes(
        IReadOnlyList<MinuteRow> minutes,
        DateTimeOffset now
    )
    {
        var last = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMinute, now.Offset);
        var byMinute = minutes.ToDictionary(m => m.At);
        return
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i => last.AddMinutes(i - 59))
                .Select(at =>
                    byMinute.TryGetValue(at, out var row)
                        ? new JobMinute(at, row.Succeeded, row.Failed)
                        : new JobMinute(at, 0, 0)
                ),
        ];
    }

    private sealed record MinuteRow(DateTimeOffset At, long Succeeded, long Failed);

    private sealed record QueueLoadRow(
        string Queue,
        long Waiting,
        long Later,
        long Running,
        double LongestWaitSeconds
    );
}
