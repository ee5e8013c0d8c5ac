using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Tenancy;

/// <summary>One marketplace on the platform, with its own time zone, currency, shops and people.</summary>
public sealed class Tenant : IAudited
{
    public TenantId Id { get; private set; }

    /// <summary>Short name in commands and addresses: lower-case letters, digits and hyphens; unique.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>IANA zone that decides which business day an instant falls on.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The currency figures are kept in.</summary>
    public required Currency Currency { get; init; }

    public TenantStatus Status { get; private set; } = TenantStatus.Active;

    public DateTimeOffset CreatedAt { get; init; }

    public uint Version { get; private set; }

    public Result Suspend()
    {
        if (Status is TenantStatus.Suspended)
        {
            return TenancyErrors.AlreadySuspended;
        }

        Status = TenantStatus.Suspended;
        return Result.Ok;
    }

    public Result Reopen()
    {
        if (Status is TenantStatus.Active)
        {
            return TenancyErrors.NotSuspended;
        }

        Status = TenantStatus.Active;
        return Result.Ok;
    }
}
