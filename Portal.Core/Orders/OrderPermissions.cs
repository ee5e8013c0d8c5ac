using Portal.Core.Identity.Contracts;

namespace Portal.Core.Orders;

public static class OrderPermissions
{
    [GrantedTo("marketplace_admin", "finance_admin", "seller", Allows = "See orders")]
    public static readonly Permission Read = new("orders.read");

    [GrantedTo("marketplace_admin", Allows = "Process an order now and retry failed ones")]
    public static readonly Permission Process = new("orders.process");

    [GrantedTo(
        "marketplace_admin",
        "finance_admin",
        Allows = "See orders that are paid on delivery, and record the cash"
    )]
    public static readonly Permission RecordCash = new("orders.record_cash");
}
