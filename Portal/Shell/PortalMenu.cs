using Portal.Core.Analytics;
using Portal.Core.Audit;
using Portal.Core.Chargebacks;
using Portal.Core.Identity;
using Portal.Core.Imports;
using Portal.Core.Jobs;
using Portal.Core.Ledger;
using Portal.Core.Notifications;
using Portal.Core.Orders;
using Portal.Core.Payments;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Core.Tenancy;
using Portal.Core.Wallets;

namespace Portal.Shell;

/// <summary>The side navigation as data. What a person sees of it follows from their rights.</summary>
public static class PortalMenu
{
    public static readonly IReadOnlyList<MenuGroup> Groups =
    [
        new(
            null,
            [
                new("Dashboard", "/dashboard", "chart", AnalyticsPermissions.Read, 'D'),
                new("Orders", "/orders", "orders", OrderPermissions.Read, 'O'),
                new("Imports", "/imports", "import", ImportPermissions.Read, 'I'),
                new("Workflow", "/workflow", "flow", OrderPermissions.Read, 'W'),
                new("Earnings", "/earnings", "wallet", SettlementPermissions.Read, 'E'),
                new("Payouts", "/payouts", "building", SettlementPermissions.Read),
                new("Notifications", "/notifications", "bell", NotificationsPermissions.Read, 'N'),
            ]
        ),
        new(
            "Finance",
            [
                new("Overview", "/finance", "wallet", LedgerPermissions.Read, 'F', IsWhole: true),
                new("Accounts", "/finance/accounts", "building", LedgerPermissions.Read),
                new("Entries", "/finance/entries", "list", LedgerPermissions.Read, 'L'),
                new("Holds", "/finance/holds", "clock", LedgerPermissions.Read),
                new(
                    "Trial balance",
                    "/finance/trial-balance",
                    "columns",
                    LedgerPermissions.Read,
                    'B'
                ),
                new("Payout runs", "/finance/payouts", "flow", SettlementPermissions.Approve, 'Y'),
                new("Debts", "/finance/debts", "alert", SettlementPermissions.Approve),
                new(
                    "Reconciliation",
                    "/finance/reconciliation",
                    "columns",
                    SettlementPermissions.Reconcile
                ),
                new("Refunds", "/finance/refunds", "retry", ReturnPermissions.Grant, 'R'),
                new("Chargebacks", "/finance/chargebacks", "alert", ChargebackPermissions.Read),
                new("Cash on delivery", "/finance/cash", "wallet", OrderPermissions.RecordCash),
                new("Gateway messages", "/finance/webhooks", "mail", PaymentsPermissions.Webhooks),
                new("Wallets", "/finance/wallets", "wallet", WalletPermissions.Read),
                new("Commission", "/finance/commission", "settings", SettlementPermissions.Terms),
                new("Currencies", "/finance/rates", "chart", LedgerPermissions.Read),
                new("Shop levels", "/finance/shop-levels", "people", SettlementPermissions.Levels),
                new("Verification", "/finance/verification", "check", LedgerPermissions.Read, 'V'),
            ]
        ),
        new(
            "Operations",
            [
                new("Jobs", "/jobs", "jobs", JobsPermissions.Read, 'J'),
                new("Audit log", "/admin/audit", "audit", AuditPermissions.Read, 'A'),
            ]
        ),
        new(
            "Administration",
            [
                new("People", "/admin/people", "people", IdentityPermissions.ReadPeople, 'P'),
                new("Roles", "/admin/roles", "shield", IdentityPermissions.ReadPeople),
                new("Tenants", "/admin/tenants", "building", TenancyPermissions.Manage, 'T'),
            ]
        ),
    ];
}
