using Portal.Core.Identity.Contracts;

namespace Portal.Core.Wallets;

public static class WalletPermissions
{
    [GrantedTo(
        "finance_admin",
        "marketplace_admin",
        Allows = "See customers' wallets and what moved in them"
    )]
    public static readonly Permission Read = new("wallets.read");

    [GrantedTo("marketplace_admin", Allows = "Top up wallets for buyers")]
    public static readonly Permission TopUp = new("wallets.top_up");

    [GrantedTo("finance_admin", Allows = "Credit, debit and close wallets, and set their limits")]
    public static readonly Permission Manage = new("wallets.manage");
}
