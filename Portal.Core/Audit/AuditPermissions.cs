using Portal.Core.Identity.Contracts;

namespace Portal.Core.Audit;

public static class AuditPermissions
{
    [GrantedTo("marketplace_admin", "finance_admin", Allows = "Read the activity log")]
    public static readonly Permission Read = new("audit.read");
}
