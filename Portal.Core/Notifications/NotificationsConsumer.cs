using System.Text.Json;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <summary>
/// Turns ended orders into notifications, a batch of events in one statement. It only writes rows:
/// what leaves the house is sent later by <see cref="MailQueue"/>, which a dead mail server delays
/// and nothing else.
/// </summary>
public sealed class NotificationsConsumer(TenantReader tenants) : IEventConsumer
{
    private const string Completed = "order.completed";
    private const string Failed = "order.failed";

    private static readonly NotificationChannel[] Channels = Enum.GetValues<NotificationChannel>();

    public string Name => "notifications";

    public IReadOnlyCollection<string> Kinds { get; } = [Completed, Failed];

    public string? LiveTopic => LiveSignals.Notifications;

    public async Task ApplyAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<LoggedEvent> events,
        CancellationToken ct
    )
    {
        var zones = await tenants.AllAsync(ct);
        await using var command = new NpgsqlCommand(
            NotificationsSql.AddForOrders,
            connection,
            transaction
        )
        {
            Parameters =
            {
                Array(events.Select(e => e.Id)),
                Array(events.Select(e => e.TenantId.Value)),
                Array(events.Select(e => SnakeCase.Of(KindOf(e)))),
                Array(events.Select(e => e.SubjectId)),
                Array(events.Select(e => e.OccurredAt)),
                Array(events.Select(DetailOf)),
                Array(Channels.Select(SnakeCase.Of)),
                Array(Channels.Select(c => (int)c)),
                Array(Channels.Select(BuiltInTemplates.IsOnByDefault)),
                Array(zones.Select(z => z.Id.Value)),
                Array(zones.Select(z => z.Zone.Id)),
                new NpgsqlParameter<TimeSpan> { TypedValue = MailPolicy.LongestOutage },
                new NpgsqlParameter<string> { TypedValue = MailPolicy.TooOld },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NotificationKind KindOf(LoggedEvent happened) =>
        happened.Kind == Completed ? NotificationKind.OrderCompleted : NotificationKind.OrderFailed;

    /// <summary>Only failures carry one: <c>{"code":"no_stock","detail":"Not enough of A-1 in stock.", …}</c>.</summary>
    private static string DetailOf(LoggedEvent happened)
    {
        if (happened.Kind != Failed)
        {
            return "";
        }

        using var payload = JsonDocument.Parse(happened.Payload);
        return payload.RootElement.TryGetProperty("detail", out var detail)
            ? detail.GetString() ?? ""
            : "";
    }

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values) =>
        new() { TypedValue = [.. values] };
}
