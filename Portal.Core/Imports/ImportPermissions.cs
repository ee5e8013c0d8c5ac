using Portal.Core.Identity.Contracts;

namespace Portal.Core.Imports;

public static class ImportPermissions
{
    [GrantedTo("marketplace_admin", "finance_admin", "seller", Allows = "See imports")]
    public static readonly Permission Read = new("imports.read");

    [GrantedTo("marketplace_admin", "seller", Allows = "Upload, check and run imports of orders")]
    public static readonly Permission Run = new("imports.run");
}
