using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Events;

public readonly record struct EventId(long Value) : IEntityId<EventId>
{
    public static EventId From(long value) => new(value);
}

/// <summary>A row of <c>events.log</c>. Never changed, never removed; old months are detached whole.</summary>
public sealed class EventRecord : ITenantOwned, IAppendOnly
{
    public EventId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required string Kind { get; init; }

    public required string SubjectKind { get; init; }

    public required long SubjectId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public PersonId? ActorId { get; init; }

    /// <summary>Who acted, for people to read.</summary>
    public required string ActorName { get; init; }

    public required ActorSource Source { get; init; }

    /// <summary>The event's properties as JSON, snake_case.</summary>
    public required string Payload { get; init; }
}
