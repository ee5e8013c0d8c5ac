using System.Reflection;

namespace Portal.Core.Identity.Contracts;

/// <summary>Which built-in roles have a permission; the super admin has all of them.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class GrantedToAttribute(params string[] roles) : Attribute
{
    public IReadOnlyList<string> Roles { get; } = roles;

    /// <summary>What the right allows, for the page of roles and tokens.</summary>
    public required string Allows { get; init; }
}

/// <summary>One right with what people read of it.</summary>
public sealed record CataloguedPermission(
    Permission Permission,
    string Allows,
    IReadOnlyList<string> GrantedTo
);

/// <summary>Every right there is: the fields of the modules' <c>…Permissions</c> classes.</summary>
public static class PermissionCatalog
{
    public static IReadOnlyList<CataloguedPermission> All { get; } =
    [
        .. typeof(PermissionCatalog)
            .Assembly.GetTypes()
            .Where(t =>
                t is { IsAbstract: true, IsSealed: true }
                && t.Name.EndsWith("Permissions", StringComparison.Ordinal)
            )
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.FieldType == typeof(Permission))
            .Select(f =>
            {
                var granted =
                    f.GetCustomAttribute<GrantedToAttribute>()
                    ?? throw new InvalidOperationException(
                        $"{f.DeclaringType}.{f.Name} lacks [GrantedTo]."
                    );
                return new CataloguedPermission(
                    (Permission)f.GetValue(null)!,
                    granted.Allows,
                    granted.Roles
                );
            })
            .OrderBy(p => p.Permission.Key, StringComparer.Ordinal),
    ];
}
