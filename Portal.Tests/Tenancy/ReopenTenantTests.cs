using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Tenancy;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Tenancy;

/// <summary>A marketplace that was closed opens again as it was.</summary>
public sealed class ReopenTenantTests : PortalTests
{
    private PersonId _super;
    private PersonId _admin;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _super = await Portal.AddPersonAsync("super@example.com", BuiltInRoles.SuperAdmin);
        _admin = await Portal.AddPersonAsync(
            "admin@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
    }

    [Fact]
    public async Task Reopen_GivesItsPeopleTheirRightsBack()
    {
        await using (var scope = Portal.ScopeOf(_super, Portal.Tenant))
        {
            var closing = await scope.Get<SuspendTenant>().HandleAsync(Portal.Tenant, default);
            Assert.False(closing.Failed);
        }

        var closed = await MayAsync();
        var reopened = await ReopenAsync(_super);

        Assert.False(closed);
        Assert.False(reopened.Failed);
        Assert.True(await MayAsync());
    }

    [Fact]
    public async Task Reopen_OfOneThatIsOpen_IsRefused() =>
        Assert.Equal("tenancy.not_suspended", (await ReopenAsync(_super)).Error.Code);

    [Fact]
    public async Task Reopen_ByItsOwnAdmin_IsRefused() =>
        Assert.Equal(ErrorKind.Forbidden, (await ReopenAsync(_admin)).Error.Kind);

    private async Task<Result> ReopenAsync(PersonId by)
    {
        await using var scope = Portal.ScopeOf(by, Portal.Tenant);
        return await scope.Get<ReopenTenant>().HandleAsync(Portal.Tenant, default);
    }

    private async Task<bool> MayAsync()
    {
        await using var scope = Portal.ScopeOf(_admin, Portal.Tenant);
        return await scope.Get<CurrentUser>().MayAsync(OrderPermissions.Read, default);
    }
}
