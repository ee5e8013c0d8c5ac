using Portal.Core.Identity.Contracts;

namespace Portal.Core.Identity.Preferences;

public static class PreferencesPermissions
{
    [GrantedTo(
        BuiltInRoles.MarketplaceAdmin,
        BuiltInRoles.FinanceAdmin,
        Allows = "Share saved views of lists with everyone in the tenant"
    )]
    public static readonly Permission ShareViews = new("views.share");
}
