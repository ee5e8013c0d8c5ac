using Portal.Core.Identity.Contracts;

namespace Portal.Core.Catalog;

public static class CatalogPermissions
{
    [GrantedTo("marketplace_admin", "finance_admin", "seller", Allows = "See products and stock")]
    public static readonly Permission Read = new("catalog.read");
}
