using Portal.Core.Identity.Contracts;

namespace Portal.Core.Returns;

public static class ReturnPermissions
{
    [GrantedTo(
        "finance_admin",
        "marketplace_admin",
        "seller",
        Allows = "See refunds, of whose orders, why and how far they are"
    )]
    public static readonly Permission Read = new("returns.read");

    [GrantedTo("finance_admin", "marketplace_admin", Allows = "Grant refunds to buyers")]
    public static readonly Permission Grant = new("returns.grant");
}
