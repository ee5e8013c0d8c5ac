using Npgsql;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Events.Contracts;

/// <summary>An event as a consumer reads it.</summary>
/// <param name="Id">Grows, but not in order of commit.</param>
/// <param name="Payload">JSON as written; see <see cref="EventLog.Json"/>.</param>
public readonly record struct LoggedEvent(
    long Id,
    ulong Xid,
    TenantId TenantId,
    string Kind,
    string SubjectKind,
    long SubjectId,
    DateTimeOffset OccurredAt,
    string Payload
);

/// <summary>
/// Reacts to events in the worker. Batches of one consumer come one after the other, each event
/// exactly once as far as the consumer's effect is in the given transaction.
/// </summary>
public interface IEventConsumer
{
    /// <summary>Key of the cursor; changing it reads the log from the start.</summary>
    string Name { get; }

    /// <summary>Kinds of events it wants.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Topic of <see cref="LiveSignals"/> that a batch moves; null when no page shows its effect.</summary>
    string? LiveTopic => null;

    /// <summary>Writes the effect on the given connection, inside its open transaction; never commits.</summary>
    Task ApplyAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<LoggedEvent> events,
        CancellationToken ct
    );
}
