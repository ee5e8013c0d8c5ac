using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Kernel;
using Portal.Core.Notifications;
using Portal.Core.Orders.Contracts;
using Portal.Kit;

namespace Portal.Api;

/// <summary>The filters of the notification history as callers write them.</summary>
internal sealed record NotificationListRequest(
    string? Type,
    string? Channel,
    string? Status,
    [property: FromQuery(Name = "customer_id")] string? CustomerId,
    [property: FromQuery(Name = "from_date")] string? FromDate,
    [property: FromQuery(Name = "to_date")] string? ToDate,
    int? Page,
    [property: FromQuery(Name = "per_page")] int? PerPage
)
{
    /// <summary>All mistakes together, each with its field.</summary>
    public Result<NotificationFilter> ToFilter()
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var filter = new NotificationFilter(
            One("type", Type, NotificationShape.KindOf, mistakes),
            One("channel", Channel, EnumWords.FromKey<NotificationChannel>, mistakes),
            One("status", Status, EnumWords.FromKey<DeliveryStatus>, mistakes),
            Read("customer_id", CustomerId, Number, mistakes) is { } customer
                ? new CustomerId(customer)
                : null,
            null,
            Read("from_date", FromDate, Day, mistakes),
            Read("to_date", ToDate, Day, mistakes)
        );
        if (filter.From > filter.To)
        {
            mistakes["to_date"] = ["The last day lies before the first."];
        }

        return mistakes.Count == 0 ? filter : Error.InvalidFields(mistakes);
    }

    private static IReadOnlyList<T>? One<T>(
        string field,
        string? text,
        Func<string, T?> parse,
        Dictionary<string, string[]> mistakes
    )
        where T : struct => Read(field, text, parse, mistakes) is { } value ? [value] : null;

    private static T? Read<T>(
        string field,
        string? text,
        Func<string, T?> parse,
        Dictionary<string, string[]> mistakes
    )
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            mistakes[field] = [$"“{text}” is not a value of {field}."];
        }

        return value;
    }

    private static long? Number(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;
}
