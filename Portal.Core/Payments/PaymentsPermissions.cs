using Portal.Core.Identity.Contracts;

namespace Portal.Core.Payments;

public static class PaymentsPermissions
{
    [GrantedTo("finance_admin", Allows = "Send refunds to buyers again")]
    public static readonly Permission SendRefunds = new("payments.send_refunds");
}
