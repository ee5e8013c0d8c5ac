using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>Who may give which role, and where.</summary>
public sealed class GrantRoleTests : PeopleTests
{
    [Fact]
    public async Task GrantRole_ByAdmin_GivesTheRightAtOnceAndIsLogged()
    {
        var granted = await ActAsync(
            Admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(Seller, Role(BuiltInRoles.MarketplaceAdmin), null), default)
        );

        await using var scope = Portal.ScopeOf(Seller, Portal.Tenant);
        var may = await scope.Get<CurrentUser>().MayAsync(IdentityPermissions.ReadPeople, default);
        var line = await LastLineAsync("role_grant");
        Assert.False(granted.Failed);
        Assert.True(may);
        Assert.Equal(("admin", AuditAction.Added), (line.ActorName, line.Action));
    }

    [Fact]
    public async Task GrantRole_MoreThanOneHolds_IsRefused()
    {
        var answer = await ActAsync(
            Admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(Seller, Role(BuiltInRoles.SuperAdmin), null), default)
        );

        Assert.Equal("identity.grants_too_much", answer.Error.Code);
    }

    [Fact]
    public async Task GrantRole_BySeller_IsRefused()
    {
        var answer = await ActAsync(
            Seller,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(Seller, Role(BuiltInRoles.Courier), null), default)
        );

        Assert.Equal(ErrorKind.Forbidden, answer.Error.Kind);
    }

    [Fact]
    public async Task GrantRole_ToPersonOfAnotherTenant_IsNotFound()
    {
        var answer = await ActAsync(
            Admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(Foreign, Role(BuiltInRoles.Courier), null), default)
        );

        Assert.Equal("identity.person_not_found", answer.Error.Code);
    }

    [Fact]
    public async Task GrantRole_InAShopOfAnotherTenant_IsNotFound()
    {
        var answer = await ActAsync(
            Admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(Seller, Role(BuiltInRoles.Seller), ForeignShop), default)
        );

        Assert.Equal("identity.seller_not_found", answer.Error.Code);
    }

    private async Task<AuditEntry> LastLineAsync(string kind)
    {
        await using var scope = Portal.PlatformScope();
        await using var db = await scope.DbAsync();
        return await db
            .AuditEntries.Where(e => e.SubjectKind == kind)
            .OrderByDescending(e => e.OccurredAt)
            .ThenByDescending(e => e.Id)
            .FirstAsync();
    }
}
