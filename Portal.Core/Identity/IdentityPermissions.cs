using Portal.Core.Identity.Contracts;

namespace Portal.Core.Identity;

public static class IdentityPermissions
{
    [GrantedTo(
        BuiltInRoles.MarketplaceAdmin,
        Allows = "See the people of the marketplace and their roles"
    )]
    public static readonly Permission ReadPeople = new("people.read");

    [GrantedTo(
        BuiltInRoles.MarketplaceAdmin,
        Allows = "Invite people, give and take roles, disable and unlock people"
    )]
    public static readonly Permission ManagePeople = new("people.manage");
}
