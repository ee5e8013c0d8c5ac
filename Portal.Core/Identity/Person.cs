using Microsoft.AspNetCore.Identity;
using Portal.Core.Data;

namespace Portal.Core.Identity;

/// <summary>Somebody who can sign in. What they may do where is in their <see cref="RoleGrant"/>s.</summary>
public sealed class Person : IdentityUser<long>, IAudited
{
    public required string DisplayName { get; set; }

    /// <summary>IANA zone times are shown in; null means the tenant's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Locked out by an administrator; cannot sign in and open sessions end.</summary>
    public bool IsDisabled { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
