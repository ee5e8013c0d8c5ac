using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;

namespace Portal.Core.Events.Contracts;

/// <summary>One event of a thing's timeline.</summary>
/// <param name="ActorName">A person, <c>worker</c>, or <c>cli:user@host</c>.</param>
/// <param name="Payload">The event's properties as JSON.</param>
public sealed record TimelineEvent(
    long Id,
    string Kind,
    DateTimeOffset OccurredAt,
    string ActorName,
    string Source,
    string Payload
);

/// <summary>Reads what happened to one thing. The caller has checked the right to it.</summary>
public sealed class TimelineReader(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>A thing that has more events than this shows the latest ones only.</summary>
    public const int Limit = 500;

    /// <summary>The thing's events, the first first.</summary>
    public async Task<IReadOnlyList<TimelineEvent>> ReadAsync(
        EventSubject subject,
        CancellationToken ct
    ) => [.. (await NewestAsync(subject, Limit, ct)).Reverse()];

    /// <summary>The thing's latest events, the newest first.</summary>
    public async Task<IReadOnlyList<TimelineEvent>> NewestAsync(
        EventSubject subject,
        int atMost,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var newest = await db
            .EventLog.Where(e => e.SubjectId == subject.Id && e.SubjectKind == subject.Kind)
            .OrderByDescending(e => e.OccurredAt)
            .ThenByDescending(e => e.Id)
            .Take(atMost)
            .ToListAsync(ct);
        return newest.ConvertAll(e => new TimelineEvent(
            e.Id.Value,
            e.Kind,
            e.OccurredAt,
            e.ActorName,
            SnakeCase.Of(e.Source),
            e.Payload
        ));
    }
}
