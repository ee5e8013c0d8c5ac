using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity;

public readonly record struct RoleId(long Value) : IEntityId<RoleId>
{
    public static RoleId From(long value) => new(value);
}

/// <summary>A named set of rights. Built-in roles are kept equal to <see cref="BuiltInRoles"/> by every migration.</summary>
public sealed class Role : IAudited
{
    public RoleId Id { get; private set; }

    /// <summary>Stable key, e.g. <c>marketplace_admin</c>; unique.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }

    /// <summary>Keys of the rights.</summary>
    public List<string> Permissions { get; set; } = [];

    public bool IsBuiltIn { get; init; }
}

public readonly record struct RoleGrantId(long Value) : IEntityId<RoleGrantId>
{
    public static RoleGrantId From(long value) => new(value);
}

/// <summary>
/// A person has a role somewhere: on the whole platform (no tenant), in one tenant, or in one shop
/// of a tenant. Not tenant-owned: sign-in and the tenant switcher read across tenants.
/// </summary>
public sealed class RoleGrant : IAudited
{
    public RoleGrantId Id { get; private set; }

    public required PersonId PersonId { get; init; }

    public required RoleId RoleId { get; init; }

    public Role? Role { get; private set; }

    public TenantId? TenantId { get; init; }

    public SellerId? SellerId { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    public PersonId? GrantedBy { get; init; }
}
