using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Identity.Tokens;
using Portal.Core.Kernel;
using Portal.Core.Tenancy;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>Who may give, take and shut out whom; and that the activity log tells of it.</summary>
public sealed class PeopleActsTests : PortalTests
{
    private PersonId _admin;
    private PersonId _seller;
    private PersonId _super;
    private PersonId _foreign;
    private TenantId _other;
    private SellerId _foreignShop;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_other, _foreignShop) = await Portal.AddTenantAsync("south");
        _super = await Portal.AddPersonAsync("super@example.com", BuiltInRoles.SuperAdmin);
        _admin = await Portal.AddPersonAsync(
            "admin@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        _seller = await Portal.AddPersonAsync(
            "seller@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        _foreign = await Portal.AddPersonAsync("foreign@example.com", BuiltInRoles.Courier, _other);
    }

    [Fact]
    public async Task GrantRole_ByAdmin_GivesTheRightAtOnceAndIsLogged()
    {
        var granted = await ActAsync(
            _admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(_seller, Role(BuiltInRoles.MarketplaceAdmin), null), default)
        );

        await using var scope = Portal.ScopeOf(_seller, Portal.Tenant);
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
            _admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(_seller, Role(BuiltInRoles.SuperAdmin), null), default)
        );

        Assert.Equal("identity.grants_too_much", answer.Error.Code);
    }

    [Fact]
    public async Task GrantRole_BySeller_IsRefused()
    {
        var answer = await ActAsync(
            _seller,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(_seller, Role(BuiltInRoles.Courier), null), default)
        );

        Assert.Equal(ErrorKind.Forbidden, answer.Error.Kind);
    }

    [Fact]
    public async Task GrantRole_ToPersonOfAnotherTenant_IsNotFound()
    {
        var answer = await ActAsync(
            _admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(_foreign, Role(BuiltInRoles.Courier), null), default)
        );

        Assert.Equal("identity.person_not_found", answer.Error.Code);
    }

    [Fact]
    public async Task Role_InAShopOfAnotherTenant_IsNotFound()
    {
        var invite = new InvitePersonCommand(
            "new@example.com",
            "New Person",
            Role(BuiltInRoles.Seller),
            _foreignShop
        );

        var granted = await ActAsync(
            _admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(_seller, Role(BuiltInRoles.Seller), _foreignShop), default)
        );
        var invited = await ActAsync(
            _admin,
            s => s.Get<InvitePerson>().HandleAsync(invite, default)
        );

        Assert.Equal("identity.seller_not_found", granted.Error.Code);
        Assert.Equal("identity.seller_not_found", invited.Error.Code);
    }

    [Fact]
    public async Task RevokeRole_OfAnotherTenant_IsNotFound()
    {
        var grant = await GrantOfAsync(_foreign);

        var answer = await ActAsync(_admin, s => s.Get<RevokeRole>().HandleAsync(grant, default));

        Assert.Equal("identity.grant_not_found", answer.Error.Code);
    }

    [Fact]
    public async Task RevokeRole_OnesOwn_IsRefused()
    {
        var grant = await GrantOfAsync(_admin);

        var answer = await ActAsync(_admin, s => s.Get<RevokeRole>().HandleAsync(grant, default));

        Assert.Equal("identity.own_grant", answer.Error.Code);
    }

    [Fact]
    public async Task RevokeRole_ByAdmin_TakesTheRightAtOnce()
    {
        var grant = await GrantOfAsync(_seller);

        var answer = await ActAsync(_admin, s => s.Get<RevokeRole>().HandleAsync(grant, default));

        await using var scope = Portal.ScopeOf(_seller, Portal.Tenant);
        Assert.False(answer.Failed);
        Assert.Empty(await scope.Get<CurrentUser>().HeldAsync(default));
    }

    [Fact]
    public async Task DisablePerson_EndsTokensAndRights()
    {
        var token = await Portal.IssueTokenAsync(_seller);

        var answer = await ActAsync(
            _admin,
            s => s.Get<DisablePerson>().HandleAsync(_seller, default)
        );

        await using var scope = Portal.ScopeOf(_seller, Portal.Tenant);
        Assert.False(answer.Failed);
        Assert.Null(await scope.Get<TokenQueries>().FindBearerAsync(token, default));
        Assert.Empty(await scope.Get<CurrentUser>().HeldAsync(default));
    }

    [Fact]
    public async Task DisablePerson_WhoAlsoBelongsElsewhere_IsForThePlatform()
    {
        await Portal.AddGrantAsync(_seller, BuiltInRoles.Courier, _other);

        var byTenant = await ActAsync(
            _admin,
            s => s.Get<DisablePerson>().HandleAsync(_seller, default)
        );
        var byPlatform = await ActAsync(
            _super,
            s => s.Get<DisablePerson>().HandleAsync(_seller, default)
        );

        Assert.Equal("identity.belongs_elsewhere", byTenant.Error.Code);
        Assert.False(byPlatform.Failed);
    }

    [Fact]
    public async Task InvitePerson_New_AnswersALinkAndGivesTheRole()
    {
        var command = new InvitePersonCommand(
            "new@example.com",
            "New Person",
            Role(BuiltInRoles.Seller),
            Portal.Seller
        );

        var mail = await ActAsync(_admin, s => s.Get<InvitePerson>().HandleAsync(command, default));

        var people = await ActAsync(
            _admin,
            s => s.Get<PeopleQueries>().ListAsync("new@example.com", new PageRequest(), default)
        );
        Assert.NotNull(mail.Value);
        Assert.Equal(["Seller"], Assert.Single(people.Value.Rows).Roles);
    }

    [Fact]
    public async Task SuspendTenant_StopsItsPeopleAndTokens()
    {
        var token = await Portal.IssueTokenAsync(_admin);

        var byAdmin = await ActAsync(
            _admin,
            s => s.Get<SuspendTenant>().HandleAsync(Portal.Tenant, default)
        );
        var bySuper = await ActAsync(
            _super,
            s => s.Get<SuspendTenant>().HandleAsync(Portal.Tenant, default)
        );

        await using var scope = Portal.ScopeOf(_admin, Portal.Tenant);
        Assert.Equal(ErrorKind.Forbidden, byAdmin.Error.Kind);
        Assert.False(bySuper.Failed);
        Assert.Empty(await scope.Get<CurrentUser>().HeldAsync(default));
        Assert.Null(await scope.Get<TokenQueries>().FindBearerAsync(token, default));
    }

    [Fact]
    public async Task CreateTenant_WithBadInput_NamesEveryField()
    {
        var command = new CreateTenantCommand("No Slug", "", "Europe/London", "GBP");

        var answer = await ActAsync(
            _super,
            s => s.Get<CreateTenant>().HandleAsync(command, default)
        );

        Assert.Equal(["name", "slug"], answer.Error.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task IssueToken_WithARightOnesLacks_IsRefused()
    {
        var command = new IssueTokenCommand("too much", [TenancyPermissions.Manage.Key], 30);

        var answer = await ActAsync(_admin, s => s.Get<IssueToken>().HandleAsync(command, default));

        Assert.Equal("identity.scope_not_held", answer.Error.Code);
    }

    [Fact]
    public async Task RevokeToken_OfSomebodyElse_IsNotFound()
    {
        await Portal.IssueTokenAsync(_seller);
        await using var scope = Portal.ScopeOf(_seller, Portal.Tenant);
        var token = Assert.Single(await scope.Get<TokenQueries>().OwnAsync(default));

        var byAdmin = await ActAsync(
            _admin,
            s => s.Get<RevokeToken>().HandleAsync(token.Id, default)
        );
        var byOwner = await ActAsync(
            _seller,
            s => s.Get<RevokeToken>().HandleAsync(token.Id, default)
        );

        Assert.Equal("identity.token_not_found", byAdmin.Error.Code);
        Assert.False(byOwner.Failed);
    }

    [Fact]
    public async Task AuditLog_OfAnotherTenant_IsNotShown()
    {
        await ActAsync(
            _admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(_seller, Role(BuiltInRoles.Courier), null), default)
        );
        var outsider = await Portal.AddPersonAsync(
            "outsider@example.com",
            BuiltInRoles.MarketplaceAdmin,
            _other
        );

        await using var own = Portal.ScopeOf(_admin, Portal.Tenant);
        await using var foreign = Portal.ScopeOf(outsider, _other);
        var seen = await own.Get<AuditQueries>()
            .ListAsync(new AuditFilter(Kinds: ["role_grant"]), new PageRequest(), default);
        var hidden = await foreign
            .Get<AuditQueries>()
            .ListAsync(new AuditFilter(Kinds: ["role_grant"]), new PageRequest(), default);

        Assert.Single(seen.Value.Rows);
        Assert.Empty(hidden.Value.Rows);
    }

    [Fact]
    public async Task AuditLog_NeverHoldsASecret()
    {
        await Portal.IssueTokenAsync(_seller);

        var leaks = await Portal.AdminScalarAsync<long>(
            """
            SELECT count(*) FROM audit.entries a JOIN identity.people p ON true
            WHERE coalesce(a.after::text, '') || coalesce(a.before::text, '') LIKE '%' || p.password_hash || '%'
               OR a.after ->> 'hash' <> '(secret)'
            """
        );

        Assert.Equal(0, leaks);
    }

    private async Task<T> ActAsync<T>(
        PersonId person,
        Func<Microsoft.Extensions.DependencyInjection.AsyncServiceScope, Task<T>> act
    )
    {
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        return await act(scope);
    }

    private RoleId Role(string key) =>
        new(
            Portal
                .AdminScalarAsync<long>($"SELECT id FROM identity.roles WHERE key = '{key}'")
                .GetAwaiter()
                .GetResult()
        );

    private async Task<RoleGrantId> GrantOfAsync(PersonId person) =>
        new(
            await Portal.AdminScalarAsync<long>(
                $"SELECT id FROM identity.role_grants WHERE person_id = {person.Value}"
            )
        );

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
