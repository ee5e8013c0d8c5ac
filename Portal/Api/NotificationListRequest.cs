using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Kernel;
using Portal.Core.Notifications;
using Portal.Core.Orders.Contracts;

namespace Portal.Api;

/// <summary>The filters of the notification history as callers write them.</summary>
internal sealed record NotificationListRequest(
    [property: Description("success, failed, or another kind of notification")] string? Type,
    string? Channel,
    string? Status,
    [property: FromQuery(Name = "customer_id")] string? CustomerId,
    [property: FromQuery(Name = "from_date")] string? FromDate,
    [property: FromQuery(Name = "to_date")] string? ToDate,
    string? Page,
    [property: FromQuery(Name = "per_page")] string? PerPage
)
{
    private const int DefaultSize = 25;

    /// <summary>All mistakes together, each with its field.</summary>
    public (NotificationFilter Filter, PageRequest Page) Read(ApiInput input)
    {
        var filter = new NotificationFilter(
            One(input.OneOf("type", Type, NotificationShape.KindOf)),
            One(input.OneOf<NotificationChannel>("channel", Channel)),
            One(input.OneOf<DeliveryStatus>("status", Status)),
            input.IdOrNull("customer_id", CustomerId) is { } customer
                ? new CustomerId(customer)
                : null,
            null,
            input.DayOrNull("from_date", FromDate),
            input.DayOrNull("to_date", ToDate)
        );
        if (filter.From > filter.To)
        {
            input.Mistake("to_date", "Must not be before from_date.");
        }

        return (
            filter,
            new PageRequest(
                input.Page(Page),
                input.Number("per_page", PerPage, DefaultSize, PageRequest.MaxSize)
            )
        );
    }

    private static IReadOnlyList<T>? One<T>(T? value)
        where T : struct => value is { } one ? [one] : null;
}
