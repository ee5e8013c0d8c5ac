using System.Text.Json;
using Portal.Core.Data;

namespace Portal.Core.Audit.Contracts;

/// <summary>For acts that change rows set-based, past the change tracker that otherwise writes the log.</summary>
public static class AuditLines
{
    /// <summary>
    /// Adds a line to the caller's context: a change of something of the current tenant. Does not save.
    /// Values must hold no secret.
    /// </summary>
    public static void NoteChange(
        this PortalDbContext db,
        string subjectKind,
        string subjectId,
        string subjectName,
        object? before,
        object? after,
        TimeProvider clock
    ) =>
        db.AuditEntries.Add(
            new AuditEntry
            {
                Id = Guid.CreateVersion7(),
                TenantId = db.Tenant.IdOrNone ?? AuditEntry.Platform,
                OccurredAt = clock.GetUtcNow(),
                Action =
                    before is null ? AuditAction.Added
                    : after is null ? AuditAction.Removed
                    : AuditAction.Changed,
                SubjectKind = subjectKind,
                SubjectId = subjectId,
                SubjectName = subjectName,
                ActorId = db.Actor.Person,
                ActorName = db.Actor.Name,
                Source = db.Actor.Source,
                Before = before is null ? null : JsonSerializer.Serialize(before),
                After = after is null ? null : JsonSerializer.Serialize(after),
            }
        );
}
