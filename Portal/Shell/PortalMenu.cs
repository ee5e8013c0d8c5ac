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
            ]
        ),
    ];
}
