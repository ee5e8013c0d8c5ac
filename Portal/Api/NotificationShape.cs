using Portal.Core.Notifications;
using Portal.Kit;

namespace Portal.Api;

/// <summary>A notification as callers read it. "success" and "failed" are the older names of the kinds of orders.</summary>
internal sealed record NotificationShape(
    long Id,
    string? OrderReference,
    string NotificationType,
    string Channel,
    long? CustomerId,
    string OrderStatus,
    decimal TotalAmount,
    string Currency,
    string Message,
    string Status,
    DateTimeOffset? SentAt,
    DateTimeOffset CreatedAt
)
{
    public static NotificationShape Of(NotificationRow row) =>
        new(
            row.Id.Value,
            row.OrderReference,
            TypeOf(row.Kind),
            EnumWords.ToKey(row.Channel),
            row.Customer?.Value,
            row.Kind is NotificationKind.OrderFailed ? "failed" : "completed",
            row.Total.Major,
            row.Total.Currency.Code,
            row.Message,
            EnumWords.ToKey(row.Status),
            row.SentAt,
            row.CreatedAt
        );

    public static NotificationKind? KindOf(string type) =>
        type switch
        {
            "success" => NotificationKind.OrderCompleted,
            "failed" => NotificationKind.OrderFailed,
            _ => EnumWords.FromKey<NotificationKind>(type),
        };

    private static string TypeOf(NotificationKind kind) =>
        kind switch
        {
            NotificationKind.OrderCompleted => "success",
            NotificationKind.OrderFailed => "failed",
            _ => EnumWords.ToKey(kind),
        };
}

/// <summary>Statistics as callers read them: what was told about, and what became of the telling.</summary>
internal sealed record NotificationStatsShape(
    long TotalNotifications,
    long SuccessNotifications,
    long FailedNotifications,
    long SentNotifications,
    long PendingNotifications,
    long FailedSends,
    IReadOnlyDictionary<string, long> ByChannel,
    NotificationDayShape Today
)
{
    public static NotificationStatsShape Of(NotificationStats stats) =>
        new(
            stats.Total,
            stats.Completed,
            stats.Failed,
            stats.Sent,
            stats.Pending,
            stats.FailedSends,
            stats.ByChannel.ToDictionary(
                c => EnumWords.ToKey(c.Key),
                c => c.Value,
                StringComparer.Ordinal
            ),
            new NotificationDayShape(stats.Today.Total, stats.Today.Completed, stats.Today.Failed)
        );
}

internal sealed record NotificationDayShape(long Total, long Success, long Failed);
