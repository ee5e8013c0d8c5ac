using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Identity;

/// <summary>
/// The roles every installation has, from <c>features.md</c>'s people. Each module says which of its
/// rights a role has by <see cref="GrantedToAttribute"/> on its permission.
/// </summary>
public static class BuiltInRoles
{
    public const string SuperAdmin = "super_admin";
    public const string FinanceAdmin = "finance_admin";
    public const string MarketplaceAdmin = "marketplace_admin";
    public const string Seller = "seller";
    public const string Courier = "courier";

    private static readonly (string Key, string Name)[] All =
    [
        (SuperAdmin, "Super admin"),
        (FinanceAdmin, "Finance admin"),
        (MarketplaceAdmin, "Marketplace admin"),
        (Seller, "Seller"),
        (Courier, "Courier"),
    ];

    /// <summary>Makes the stored built-in roles equal to the code's; roles people made stay untouched.</summary>
    internal static async Task SyncAsync(PortalDbContext db, CancellationToken ct)
    {
        var stored = await db
            .Roles.Where(r => r.IsBuiltIn)
            .ToDictionaryAsync(r => r.Key, StringComparer.Ordinal, ct);
        foreach (var (key, name) in All)
        {
            if (!stored.TryGetValue(key, out var role))
            {
                role = new Role
                {
                    Key = key,
                    Name = name,
                    IsBuiltIn = true,
                };
                db.Roles.Add(role);
            }

            role.Permissions = PermissionCatalog
                .All.Where(p =>
                    key == SuperAdmin || p.GrantedTo.Contains(key, StringComparer.Ordinal)
                )
                .Select(p => p.Permission.Key)
                .Order(StringComparer.Ordinal)
                .ToList();
        }

        await db.SaveChangesAsync(ct);
    }
}
