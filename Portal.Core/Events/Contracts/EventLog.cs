using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Events.Contracts;

/// <summary>How other modules write to and read from the log.</summary>
public static class EventLog
{
    /// <summary>How payloads are spelled.</summary>
    public static JsonSerializerOptions Json { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Converters =
            {
                new System.Text.Json.Serialization.JsonStringEnumConverter(
                    JsonNamingPolicy.SnakeCaseLower
                ),
            },
        };

    /// <summary>
    /// Columns to fill when events are written set-based, in this order; the rest have defaults:
    /// <c>INSERT INTO events.log (columns) SELECT …</c>.
    /// </summary>
    public const string InsertColumns =
        "tenant_id, kind, subject_kind, subject_id, occurred_at, actor_id, actor_name, source, payload";

    /// <summary>Adds who acts, as id or null, name and source: the last three parameters of a statement that writes events.</summary>
    internal static void AddActor(this NpgsqlParameterCollection parameters, Actor actor)
    {
        parameters.Add(SqlValue.OrNull(actor.Person?.Value, NpgsqlDbType.Bigint));
        parameters.Add(SqlValue.Of(actor.Name));
        parameters.Add(SqlValue.Of(SnakeCase.Of(actor.Source)));
    }

    /// <summary>Writes the event in the caller's transaction, when the caller saves. Does not save.</summary>
    public static void Append(this PortalDbContext db, PortalEvent happened, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(clock);
        db.EventLog.Add(
            new EventRecord
            {
                Kind = happened.Kind,
                SubjectKind = happened.Subject.Kind,
                SubjectId = happened.Subject.Id,
                OccurredAt = clock.GetUtcNow(),
                ActorId = db.Actor.Person,
                ActorName = db.Actor.Name,
                Source = db.Actor.Source,
                Payload = JsonSerializer.Serialize(happened, happened.GetType(), Json),
            }
        );
    }

    public static IServiceCollection AddEventConsumer<T>(this IServiceCollection services)
        where T : class, IEventConsumer => services.AddScoped<IEventConsumer, T>();
}
