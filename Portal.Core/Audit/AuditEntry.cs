using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Audit;

/// <summary>
/// Who changed what, with the values before and after. Written in the transaction of the change,
/// never altered. Its id is made here, not by the database, because whoever writes a line about the
/// platform may not read it back.
/// </summary>
public sealed class AuditEntry : ITenantOwned, IAppendOnly
{
    /// <summary>Tenant of what concerns no tenant, e.g. a sign-in: only the platform reads it.</summary>
    public static readonly TenantId Platform = new(0);

    /// <summary>Version 7: sorts by time.</summary>
    public required Guid Id { get; init; }

    public required TenantId TenantId { get; set; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>What kind of thing changed, e.g. <c>role_grant</c>.</summary>
    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>What people call it: a name or an address; empty when it has none.</summary>
    public required string SubjectName { get; init; }

    public PersonId? ActorId { get; init; }

    public required string ActorName { get; init; }

    public required ActorSource Source { get; init; }

    /// <summary>JSON of the changed values before; null for something new.</summary>
    public string? Before { get; init; }

    /// <summary>JSON of the changed values after; null for something removed.</summary>
    public string? After { get; init; }
}

public enum AuditAction
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Some of its values are others now.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,
}
