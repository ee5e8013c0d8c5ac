using Portal.Core.Kernel;

namespace Portal.Core.Notifications;

public static class NotificationErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "notifications.not_found",
        "This notification does not exist."
    );

    public static readonly Error NotFailed = Error.Conflict(
        "notifications.not_failed",
        "Only a failed notification can be sent again."
    );

    public static readonly Error CustomerNotFound = Error.NotFound(
        "notifications.customer_not_found",
        "This customer does not exist."
    );

    public static readonly Error OrderNotFound = Error.NotFound(
        "notifications.order_not_found",
        "This order does not exist."
    );

    public static Error UnknownPlaceholder(string field, string name) =>
        Error.InvalidField(
            field,
            $"There is no placeholder {{{name}}}. Known ones: {string.Join(", ", TemplateText.Placeholders.Select(p => $"{{{p}}}"))}."
        );
}
