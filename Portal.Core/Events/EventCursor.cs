namespace Portal.Core.Events;

/// <summary>How far one consumer has read the log. Moves in the transaction of the effect.</summary>
public sealed class EventCursor
{
    public required string Consumer { get; init; }

    /// <summary>Transaction of the last event applied; events are read in order of transaction, then id.</summary>
    public ulong LastXid { get; private set; }

    public long LastId { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>How often in a row the next batch has failed; 0 when all is well.</summary>
    public int Failures { get; private set; }

    /// <summary>Why the last try failed; null when all is well.</summary>
    public string? LastError { get; private set; }
}
