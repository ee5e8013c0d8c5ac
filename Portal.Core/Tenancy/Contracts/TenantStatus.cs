namespace Portal.Core.Tenancy.Contracts;

public enum TenantStatus
{
    /// <summary>Works; its people can sign in.</summary>
    Active,

    /// <summary>Closed by the platform: nobody of it can act until it is reopened.</summary>
    Suspended,
}
