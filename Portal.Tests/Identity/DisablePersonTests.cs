using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Identity.Tokens;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>Who may shut a person out, and what ends with it.</summary>
public sealed class DisablePersonTests : PeopleTests
{
    [Fact]
    public async Task DisablePerson_EndsTokensAndRights()
    {
        var token = await Portal.IssueTokenAsync(Seller);

        var answer = await ActAsync(
            Admin,
            s => s.Get<DisablePerson>().HandleAsync(Seller, default)
        );

        await using var scope = Portal.ScopeOf(Seller, Portal.Tenant);
        Assert.False(answer.Failed);
        Assert.Null(await scope.Get<TokenQueries>().FindBearerAsync(token, default));
        Assert.Empty(await scope.Get<CurrentUser>().HeldAsync(default));
    }

    [Fact]
    public async Task DisablePerson_WhoAlsoBelongsElsewhere_IsForThePlatform()
    {
        await Portal.AddGrantAsync(Seller, BuiltInRoles.Courier, Other);

        var byTenant = await ActAsync(
            Admin,
            s => s.Get<DisablePerson>().HandleAsync(Seller, default)
        );
        var byPlatform = await ActAsync(
            Super,
            s => s.Get<DisablePerson>().HandleAsync(Seller, default)
        );

        Assert.Equal("identity.belongs_elsewhere", byTenant.Error.Code);
        Assert.False(byPlatform.Failed);
    }
}
