using Portal.Core.Identity.Contracts;

namespace Portal.Core.Payments;

public static class PaymentsPermissions
{
    [GrantedTo("finance_admin", Allows = "Send refunds to buyers again")]
    public static readonly Permission SendRefunds = new("payments.send_refunds");

    [GrantedTo(
        "marketplace_admin",
        "finance_admin",
        Allows = "See orders that are paid on delivery, and record the cash"
    )]
    public static readonly Permission RecordCash = new("payments.record_cash");

    [GrantedTo("finance_admin", Allows = "See messages of gateways and have them worked again")]
    public static readonly Permission Webhooks = new("payments.webhooks");
}
