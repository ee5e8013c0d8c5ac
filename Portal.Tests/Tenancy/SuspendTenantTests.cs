using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.Tokens;
using Portal.Core.Kernel;
using Portal.Core.Tenancy;
using Portal.Tests.Identity;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Tenancy;

/// <summary>Who may suspend a tenant, and what stops with it.</summary>
public sealed class SuspendTenantTests : PeopleTests
{
    [Fact]
    public async Task SuspendTenant_StopsItsPeopleAndTokens()
    {
        var token = await Portal.IssueTokenAsync(Admin);

        var byAdmin = await ActAsync(
            Admin,
            s => s.Get<SuspendTenant>().HandleAsync(Portal.Tenant, default)
        );
        var bySuper = await ActAsync(
            Super,
            s => s.Get<SuspendTenant>().HandleAsync(Portal.Tenant, default)
        );

        await using var scope = Portal.ScopeOf(Admin, Portal.Tenant);
        Assert.Equal(ErrorKind.Forbidden, byAdmin.Error.Kind);
        Assert.False(bySuper.Failed);
        Assert.Empty(await scope.Get<CurrentUser>().HeldAsync(default));
        Assert.Null(await scope.Get<TokenQueries>().FindBearerAsync(token, default));
    }
}
