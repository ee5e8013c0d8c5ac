namespace Portal.Shell;

/// <summary>The side navigation as data. What a person sees of it follows from their rights.</summary>
public static class PortalMenu
{
    public static readonly IReadOnlyList<MenuGroup> Groups =
    [
        new(
            null,
            [
                new("Dashboard", "/dashboard", "chart", "analytics.read", 'D'),
                new("Orders", "/orders", "orders", "orders.read", 'O'),
                new("Imports", "/imports", "import", "imports.read", 'I'),
                new("Workflow", "/workflow", "flow", "orders.read", 'W'),
                new("Notifications", "/notifications", "bell", "notifications.read", 'N'),
            ]
        ),
        new(
            "Operations",
            [
                new("Jobs", "/jobs", "jobs", "jobs.read", 'J'),
                new("Audit log", "/admin/audit", "audit", "audit.read", 'A'),
            ]
        ),
        new(
            "Administration",
            [
                new("People", "/admin/people", "people", "people.read", 'P'),
                new("Roles", "/admin/roles", "shield", "people.read"),
                new("Tenants", "/admin/tenants", "building", "tenants.manage", 'T'),
            ]
        ),
    ];
}
