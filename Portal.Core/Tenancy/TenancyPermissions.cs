using Portal.Core.Identity.Contracts;

namespace Portal.Core.Tenancy;

public static class TenancyPermissions
{
    [GrantedTo(Allows = "See and manage all tenants")]
    public static readonly Permission Manage = new("tenants.manage");
}
