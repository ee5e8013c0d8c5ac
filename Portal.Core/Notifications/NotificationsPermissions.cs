using Portal.Core.Identity.Contracts;

namespace Portal.Core.Notifications;

public static class NotificationsPermissions
{
    [GrantedTo(
        "marketplace_admin",
        "finance_admin",
        Allows = "See notifications and their statistics"
    )]
    public static readonly Permission Read = new("notifications.read");

    [GrantedTo(
        "marketplace_admin",
        Allows = "Send failed notifications again, change templates and preferences"
    )]
    public static readonly Permission Manage = new("notifications.manage");
}
