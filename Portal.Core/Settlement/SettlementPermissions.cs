using Portal.Core.Identity.Contracts;

namespace Portal.Core.Settlement;

public static class SettlementPermissions
{
    [GrantedTo(
        "finance_admin",
        "marketplace_admin",
        "seller",
        Allows = "See what sellers are owed, and when"
    )]
    public static readonly Permission Read = new("settlement.read");

    [GrantedTo("marketplace_admin", "seller", Allows = "Mark orders as delivered")]
    public static readonly Permission Deliver = new("settlement.deliver");

    [GrantedTo("finance_admin", Allows = "Freeze and release money in escrow")]
    public static readonly Permission Release = new("settlement.release");

    [GrantedTo("finance_admin", Allows = "Change commission rules and settlement terms")]
    public static readonly Permission Terms = new("settlement.terms");

    [GrantedTo("finance_admin", "marketplace_admin", Allows = "Set the level of shops")]
    public static readonly Permission Levels = new("settlement.levels");

    [GrantedTo(
        "finance_admin",
        Allows = "Submit payout runs, pause payouts, record what the bank did, ask for write-offs"
    )]
    public static readonly Permission Pay = new("settlement.pay");

    [GrantedTo(
        "finance_admin",
        "marketplace_admin",
        Allows = "Approve payout runs and write-offs of others"
    )]
    public static readonly Permission Approve = new("settlement.approve");

    [GrantedTo(
        "marketplace_admin",
        Allows = "Approve payout runs and write-offs above the limit of finance"
    )]
    public static readonly Permission ApproveLarge = new("settlement.approve_large");

    [GrantedTo(
        "finance_admin",
        "marketplace_admin",
        "seller",
        Allows = "Change the bank account a shop is paid to"
    )]
    public static readonly Permission Bank = new("settlement.bank");

    [GrantedTo(
        "finance_admin",
        "marketplace_admin",
        Allows = "Import statements of banks and gateways, and settle what does not match"
    )]
    public static readonly Permission Reconcile = new("settlement.reconcile");
}
