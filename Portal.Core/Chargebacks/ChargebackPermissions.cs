using Portal.Core.Identity.Contracts;

namespace Portal.Core.Chargebacks;

public static class ChargebackPermissions
{
    [GrantedTo("finance_admin", "marketplace_admin", Allows = "See chargebacks and their evidence")]
    public static readonly Permission Read = new("chargebacks.read");

    [GrantedTo(
        "finance_admin",
        Allows = "Record chargebacks, give evidence, and write down how they ended"
    )]
    public static readonly Permission Manage = new("chargebacks.manage");
}
