using System.Text.Json.Serialization;

namespace Portal.Core.Events.Contracts;

/// <summary>What an event is about, e.g. <c>("order", 42)</c>.</summary>
public readonly record struct EventSubject(string Kind, long Id);

/// <summary>
/// Something that became true, in the past tense. Its properties are the payload; readers of old
/// events must cope with what they lack, so add properties and never change their meaning.
/// </summary>
public abstract record PortalEvent
{
    /// <summary>Stable name, <c>noun.past_participle</c>, e.g. <c>order.completed</c>.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    [JsonIgnore]
    public abstract EventSubject Subject { get; }
}
