using Portal.Core.Jobs;
using Portal.Core.Notifications;
using Portal.Core.Orders;

namespace Portal.Shell;

/// <summary>The side navigation as data. What a person sees of it follows from their rights.</summary>
public static class PortalMenu
{
    public static readonly IReadOnlyList<MenuGroup> Groups =
    [
        new(
            null,
            [
                new("Orders", "/orders", "orders", OrderPermissions.Read, 'O'),
                new("Workflow", "/workflow", "flow", OrderPermissions.Read, 'W'),
                new("Notifications", "/notifications", "bell", NotificationsPermissions.Read, 'N'),
            ]
        ),
        new("Operations", [new("Jobs", "/jobs", "jobs", JobsPermissions.Read, 'J')]),
    ];
}
