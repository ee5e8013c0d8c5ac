using Portal.Core.Identity.Tokens;
using Portal.Core.Tenancy;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>Whose tokens one may issue and revoke.</summary>
public sealed class AccessTokenTests : PeopleTests
{
    [Fact]
    public async Task IssueToken_WithARightOnesLacks_IsRefused()
    {
        var command = new IssueTokenCommand("too much", [TenancyPermissions.Manage.Key], 30);

        var answer = await ActAsync(Admin, s => s.Get<IssueToken>().HandleAsync(command, default));

        Assert.Equal("identity.scope_not_held", answer.Error.Code);
    }

    [Fact]
    public async Task RevokeToken_OfSomebodyElse_IsNotFound()
    {
        await Portal.IssueTokenAsync(Seller);
        await using var scope = Portal.ScopeOf(Seller, Portal.Tenant);
        var token = Assert.Single(await scope.Get<TokenQueries>().OwnAsync(default));

        var byAdmin = await ActAsync(
            Admin,
            s => s.Get<RevokeToken>().HandleAsync(token.Id, default)
        );
        var byOwner = await ActAsync(
            Seller,
            s => s.Get<RevokeToken>().HandleAsync(token.Id, default)
        );

        Assert.Equal("identity.token_not_found", byAdmin.Error.Code);
        Assert.False(byOwner.Failed);
    }
}
