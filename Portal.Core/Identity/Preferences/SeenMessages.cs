using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Preferences;

/// <summary>What one person saw in the bell of one tenant when they opened it last.</summary>
public sealed class SeenMessages : ITenantOwned
{
    /// <summary>More than the bell ever shows.</summary>
    public const int Most = 50;

    public const int LongestKey = 200;

    public required PersonId PersonId { get; init; }

    public TenantId TenantId { get; set; }

    public List<string> Keys { get; set; } = [];
}
