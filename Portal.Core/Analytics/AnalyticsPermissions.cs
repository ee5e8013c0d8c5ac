using Portal.Core.Identity.Contracts;

namespace Portal.Core.Analytics;

public static class AnalyticsPermissions
{
    [GrantedTo(
        "seller",
        "marketplace_admin",
        "finance_admin",
        Allows = "See KPIs and leaderboards"
    )]
    public static readonly Permission Read = new("analytics.read");

    [GrantedTo(
        "marketplace_admin",
        "finance_admin",
        Allows = "Rebuild leaderboards and recompute KPIs"
    )]
    public static readonly Permission Rebuild = new("analytics.rebuild");
}
