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
            .MapGet("/order/{orderId}", ListForOrderAsync)
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
            .MapPost("/{id}/resend", ResendAsync)
            .RequirePermission(NotificationsPermissions.Manage)
            .Produces<ApiAnswer<ResentShape>>(StatusCodes.Status202Accepted)
            .WithSummary("Send a failed notification again");
        group
            .MapGet("/preferences/{customerId}", ShowPreferencesAsync)
            .RequirePermission(NotificationsPermissions.Read)
            .WithSummary("What a customer wants to be told");
        group
            .MapPut("/preferences/{customerId}", SetPreferenceAsync)
            .RequirePermission(NotificationsPermissions.Manage)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary(
                "Decide for a customer, a kind and a channel; null goes back to the default"
            );
    }

    private static async Task<Answer<IReadOnlyList<NotificationShape>>> ListAsync(
        [AsParameters] NotificationListRequest request,
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var (filter, page) = request.Read(input);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await notifications.ListAsync(filter, page, ct)).Page(page, NotificationShape.Of);
    }

    private static async Task<Answer<IReadOnlyList<NotificationShape>>> ListForOrderAsync(
        string orderId,
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var order = new OrderId(input.Id("order_id", orderId));
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await notifications.OfOrderAsync(order, ct)).Page(
                new PageRequest(Size: PageRequest.MaxSize),
                NotificationShape.Of
            );
    }

    private static async Task<Answer<IReadOnlyList<NotificationShape>>> ListRecentAsync(
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var page = new PageRequest(Size: MostRecent);
        return (await notifications.ListAsync(new(), page, ct)).Page(page, NotificationShape.Of);
    }

    private static async Task<Answer<NotificationStatsShape>> ShowStatsAsync(
        NotificationQueries notifications,
        CancellationToken ct
    ) => (await notifications.StatsAsync(ct)).ToApi(NotificationStatsShape.Of);

    private static async Task<IResult> ResendAsync(
        string id,
        ResendNotification resend,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var delivery = new DeliveryId(input.Id("id", id));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var resent = await resend.HandleAsync(new(delivery), ct);
        return resent.Failed
            ? resent.Error.ToHttp()
            : ApiAnswers.Accepted(new ResentShape(delivery.Value));
    }

    private static async Task<Answer<IReadOnlyList<PreferenceView>>> ShowPreferencesAsync(
        string customerId,
        NotificationQueries notifications,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var customer = new CustomerId(input.Id("customer_id", customerId));
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await notifications.PreferencesAsync(customer, ct)).ToApi(found =>
                found.Preferences
            );
    }

    private static async Task<IResult> SetPreferenceAsync(
        string customerId,
        PreferenceChoice choice,
        SetPreference set,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var customer = new CustomerId(input.Id("customer_id", customerId));
        var kind = input.OneOf<NotificationKind>("kind", choice.Kind ?? "missing");
        var channel = input.OneOf<NotificationChannel>("channel", choice.Channel ?? "missing");
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (
                await set.HandleAsync(new(customer, kind!.Value, channel!.Value, choice.IsOn), ct)
            ).ToApi();
    }

    private sealed record ResentShape(long Id);

    private sealed record PreferenceChoice(string? Kind, string? Channel, bool? IsOn);
}
