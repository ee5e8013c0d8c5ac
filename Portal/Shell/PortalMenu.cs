using Portal.Core.Audit;
using Portal.Core.Identity;
using Portal.Core.Imports;
using Portal.Core.Orders;
using Portal.Core.Tenancy;

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
                new("Imports", "/imports", "import", ImportPermissions.Read, 'I'),
                new("Workflow", "/workflow", "flow", OrderPermissions.Read, 'W'),
            ]
        ),
        new(
            "Administration",
            [
                new("Audit log", "/admin/audit", "audit", AuditPermissions.Read, 'A'),
                new("People", "/admin/people", "people", IdentityPermissions.ReadPeople, 'P'),
                new("Roles", "/admin/roles", "shield", IdentityPermissions.ReadPeople),
                new("Tenants", "/admin/tenants", "building", TenancyPermissions.Manage, 'T'),
            ]
        ),
    ];
}
