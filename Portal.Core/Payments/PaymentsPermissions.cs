using Portal.Core.Identity.Contracts;

namespace Portal.Core.Payments;

public static class PaymentsPermissions
{
    [GrantedTo("finance_admin", Allows = "Send refunds to buyers again")]
    public static readonly Permission SendRefunds = new("payments.send_refunds");

    [GrantedTo("finance_admin", Allows = "See messages of gateways and have them worked again")]
    public static readonly Permission Webhooks = new("payments.webhooks");
}
