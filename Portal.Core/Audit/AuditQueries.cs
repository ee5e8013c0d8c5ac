using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Audit;

/// <param name="Search">Part of an actor's or a subject's name, or a subject's id.</param>
/// <param name="Kinds">Kinds of subjects; empty for all.</param>
public sealed record AuditFilter(
    string? Search = null,
    IReadOnlyCollection<string>? Kinds = null,
    IReadOnlyCollection<AuditAction>? Actions = null,
    IReadOnlyCollection<ActorSource>? Sources = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null
);

public sealed record AuditRow(
    Guid Id,
    DateTimeOffset OccurredAt,
    AuditAction Action,
    string SubjectKind,
    string SubjectId,
    string SubjectName,
    long? ActorId,
    string ActorName,
    ActorSource Source,
    string? Before,
    string? After
);

/// <summary>
/// The activity log for readers. Who has the right on the platform also reads the platform's own
/// lines, e.g. sign-ins; everybody else reads their tenant's.
/// </summary>
public sealed class AuditQueries(
    DbContextOptions<PortalDbContext> options,
    CurrentTenant tenant,
    CurrentUser user,
    Actor actor
)
{
    public async Task<Result<Page<AuditRow>>> ListAsync(
        AuditFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        var isPlatforms = await user.MayOnPlatformAsync(AuditPermissions.Read, ct);
        if (!isPlatforms && !await user.MayAsync(AuditPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var reach = new CurrentTenant();
        if (isPlatforms)
        {
            reach.EnterPlatform();
        }
        else
        {
            reach.Enter(tenant.Id);
        }

        await using var db = new PortalDbContext(options, reach, actor);
        var here = tenant.IdOrNone ?? AuditEntry.Platform;
        var lines = db.AuditEntries.Where(e =>
            e.TenantId == here || isPlatforms && e.TenantId == AuditEntry.Platform
        );
        var matching = Matching(lines, filter);
        var total = await matching.Take(PageRequest.CountLimit + 1).CountAsync(ct);
        var ordered =
            page.Descending || page.Sort is null
                ? matching.OrderByDescending(e => e.OccurredAt).ThenByDescending(e => e.Id)
                : matching.OrderBy(e => e.OccurredAt).ThenBy(e => e.Id);
        var rows = await ordered
            .Skip(page.Offset)
            .Take(page.Take)
            .Select(e => new AuditRow(
                e.Id,
                e.OccurredAt,
                e.Action,
                e.SubjectKind,
                e.SubjectId,
                e.SubjectName,
                e.ActorId == null ? null : e.ActorId.Value.Value,
                e.ActorName,
                e.Source,
                e.Before,
                e.After
            ))
            .ToListAsync(ct);
        return new Page<AuditRow>(
            rows,
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit
        );
    }

    private static IQueryable<AuditEntry> Matching(IQueryable<AuditEntry> lines, AuditFilter filter)
    {
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim();
            var pattern = LikePattern.Containing(text);
            lines = lines.Where(e =>
                e.SubjectId == text
                || EF.Functions.ILike(e.ActorName, pattern)
                || EF.Functions.ILike(e.SubjectName, pattern)
            );
        }

        if (filter.Kinds is { Count: > 0 } kinds)
        {
            lines = lines.Where(e => kinds.Contains(e.SubjectKind));
        }

        if (filter.Actions is { Count: > 0 } actions)
        {
            lines = lines.Where(e => actions.Contains(e.Action));
        }

        if (filter.Sources is { Count: > 0 } sources)
        {
            lines = lines.Where(e => sources.Contains(e.Source));
        }

        if (filter.From is { } from)
        {
            lines = lines.Where(e => e.OccurredAt >= from);
        }

        return filter.Until is { } until ? lines.Where(e => e.OccurredAt < until) : lines;
    }
}
