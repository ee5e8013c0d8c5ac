using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>Who may take a role away, and from when on it is gone.</summary>
public sealed class RevokeRoleTests : PeopleTests
{
    [Fact]
    public async Task RevokeRole_OfAnotherTenant_IsNotFound()
    {
        var grant = await GrantOfAsync(Foreign);

        var answer = await ActAsync(Admin, s => s.Get<RevokeRole>().HandleAsync(grant, default));

        Assert.Equal("identity.grant_not_found", answer.Error.Code);
    }

    [Fact]
    public async Task RevokeRole_OnesOwn_IsRefused()
    {
        var grant = await GrantOfAsync(Admin);

        var answer = await ActAsync(Admin, s => s.Get<RevokeRole>().HandleAsync(grant, default));

        Assert.Equal("identity.own_grant", answer.Error.Code);
    }

    [Fact]
    public async Task RevokeRole_ByAdmin_TakesTheRightAtOnce()
    {
        var grant = await GrantOfAsync(Seller);

        var answer = await ActAsync(Admin, s => s.Get<RevokeRole>().HandleAsync(grant, default));

        await using var scope = Portal.ScopeOf(Seller, Portal.Tenant);
        Assert.False(answer.Failed);
        Assert.Empty(await scope.Get<CurrentUser>().HeldAsync(default));
    }

    private async Task<RoleGrantId> GrantOfAsync(PersonId person) =>
        new(
            await Portal.AdminScalarAsync<long>(
                $"SELECT id FROM identity.role_grants WHERE person_id = {person.Value}"
            )
        );
}
