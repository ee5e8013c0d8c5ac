namespace Portal.Core.Tenancy.Contracts;

/// <summary>
/// The tenant of a call. One per dependency-injection scope; entered once, at the edge (request,
/// circuit, job, command). Until then every tenant-owned table looks empty and refuses writes.
/// </summary>
public sealed class CurrentTenant
{
    private TenantId? _tenant;

    /// <summary>The call works for the platform and sees every tenant's rows.</summary>
    public bool IsPlatform { get; private set; }

    public bool IsEntered => IsPlatform || _tenant is not null;

    /// <summary>The tenant. Throws when the call is the platform's or no tenant was entered.</summary>
    public TenantId Id =>
        _tenant ?? throw new InvalidOperationException("This call has not entered one tenant.");

    public TenantId? IdOrNone => _tenant;

    /// <summary>What the connection carries as <c>portal.tenant</c>: an id, <c>*</c>, or nothing.</summary>
    internal string Setting =>
        IsPlatform ? "*"
        : _tenant is { } tenant
            ? tenant.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "";

    public void Enter(TenantId tenant)
    {
        RefuseSecondEntry();
        _tenant = tenant;
    }

    /// <summary>For workers and platform administration only; acts for people enter one tenant.</summary>
    public void EnterPlatform()
    {
        RefuseSecondEntry();
        IsPlatform = true;
    }

    private void RefuseSecondEntry()
    {
        if (IsEntered)
        {
            throw new InvalidOperationException("The tenant of a call cannot change.");
        }
    }
}
