using Portal.Core.Kernel;
using Portal.Core.Notifications;
using Portal.Core.Orders.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>History, statistics and resending of notifications, in the shapes callers already use.</summary>
internal static class NotificationsApi
{
    private const int MostRecent = 20;

    public static void MapNotificationsApi(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/notifications").WithTags("Notifications");
        group
            .MapGet("", ListAsync)
            .RequirePermission(NotificationsPermissions.Read)
            .WithSummary("History, newest first");
        group
            .MapGet("/order/{orderId:long}", ListForOrderAsync)
            .RequirePermission(NotificationsPermissions.Read)
            .WithSummary("Notifications about one order");
        group
            .MapGet("/stats", ShowStatsAsync)
            .RequirePermission(NotificationsPermissions.Read)
            .WithSummary("How many notifications there are, by kind, channel and state");
        group
            .MapGet("/recent", ListRecentAsync)
            .RequirePermission(NotificationsPermissions.Read)
            .WithSummary("The newest notifications");
        group
            .MapPost("/{id:long}/resend", ResendAsync)
            .RequirePermission(NotificationsPermissions.Manage)
            .WithSummary("Send a failed notification again");
        group
            .MapGet("/preferences/{customerId:long}", ShowPreferencesAsync)
            .RequirePermission(NotificationsPermissions.Read)
            .WithSummary("What a customer wants to be told");
        group
            .MapPut("/preferences/{customerId:long}", SetPreferenceAsync)
            .RequirePermission(NotificationsPermissions.Manage)
            .WithSummary(
                "Decide for a customer, a kind and a channel; null goes back to the default"
            );
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] NotificationListRequest request,
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var filter = request.ToFilter();
        if (filter.Failed)
        {
            return filter.Error.ToHttp();
        }

        var page = new PageRequest(request.Page ?? 1, request.PerPage ?? 25);
        var found = await notifications.ListAsync(filter.Value, page, ct);
        return found.Failed
            ? found.Error.ToHttp()
            : ApiAnswers.Page(
                new Page<NotificationShape>(
                    [.. found.Value.Rows.Select(NotificationShape.Of)],
                    found.Value.Total
                ),
                page
            );
    }

    private static async Task<IResult> ListForOrderAsync(
        long orderId,
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var found = await notifications.OfOrderAsync(new OrderId(orderId), ct);
        return found.ToApi(page => page.Rows.Select(NotificationShape.Of));
    }

    private static async Task<IResult> ListRecentAsync(
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var found = await notifications.ListAsync(new(), new PageRequest(Size: MostRecent), ct);
        return found.ToApi(page => page.Rows.Select(NotificationShape.Of));
    }

    private static async Task<IResult> ShowStatsAsync(
        NotificationQueries notifications,
        CancellationToken ct
    ) => (await notifications.StatsAsync(ct)).ToApi(NotificationStatsShape.Of);

    private static async Task<IResult> ResendAsync(
        long id,
        ResendNotification resend,
        CancellationToken ct
    )
    {
        var resent = await resend.HandleAsync(new(new DeliveryId(id)), ct);
        return resent.Failed ? resent.Error.ToHttp() : ApiAnswers.Accepted(new ResentShape(id));
    }

    private static async Task<IResult> ShowPreferencesAsync(
        long customerId,
        NotificationQueries notifications,
        CancellationToken ct
    ) =>
        (await notifications.PreferencesAsync(new CustomerId(customerId), ct)).ToApi(found =>
            found.Preferences
        );

    private static async Task<IResult> SetPreferenceAsync(
        long customerId,
        PreferenceChoice choice,
        SetPreference set,
        CancellationToken ct
    ) =>
        (
            await set.HandleAsync(
                new(new CustomerId(customerId), choice.Kind, choice.Channel, choice.IsOn),
                ct
            )
        ).ToApi();

    private sealed record ResentShape(long Id);

    private sealed record PreferenceChoice(
        NotificationKind Kind,
        NotificationChannel Channel,
        bool? IsOn
    );
}
