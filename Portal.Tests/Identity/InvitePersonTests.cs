using Portal.Core.Identity;
using Portal.Core.Identity.People;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>What an invitation gives.</summary>
public sealed class InvitePersonTests : PeopleTests
{
    [Fact]
    public async Task InvitePerson_New_AnswersALinkAndGivesTheRole()
    {
        var command = new InvitePersonCommand(
            "new@example.com",
            "New Person",
            Role(BuiltInRoles.Seller),
            Portal.Seller
        );

        var mail = await ActAsync(Admin, s => s.Get<InvitePerson>().HandleAsync(command, default));

        var people = await ActAsync(
            Admin,
            s => s.Get<PeopleQueries>().ListAsync("new@example.com", new PageRequest(), default)
        );
        Assert.NotNull(mail.Value);
        Assert.Equal(["Seller"], Assert.Single(people.Value.Rows).Roles);
    }

    [Fact]
    public async Task InvitePerson_ToAShopOfAnotherTenant_IsNotFound()
    {
        var command = new InvitePersonCommand(
            "new@example.com",
            "New Person",
            Role(BuiltInRoles.Seller),
            ForeignShop
        );

        var answer = await ActAsync(
            Admin,
            s => s.Get<InvitePerson>().HandleAsync(command, default)
        );

        Assert.Equal("identity.seller_not_found", answer.Error.Code);
    }
}
