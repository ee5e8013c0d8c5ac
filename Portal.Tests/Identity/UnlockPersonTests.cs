using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>The way back in for somebody who was shut out, by an administrator or by wrong tries.</summary>
public sealed class UnlockPersonTests : PortalTests
{
    private static readonly SignInOrigin Stranger = new(null, "curl/8", "203.0.113.7");

    private PersonId _admin;
    private PersonId _seller;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
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
    }

    [Fact]
    public async Task Unlock_AfterTooManyWrongTries_LetsInAtOnce()
    {
        for (var i = 0; i < 8; i++)
        {
            await SignInAsync("wrong");
        }

        var paused = await SignInAsync(TestPeople.Password);
        var unlocked = await UnlockAsync(_admin);
        var afterwards = await SignInAsync(TestPeople.Password);

        Assert.Equal("identity.too_many_tries", paused.Error.Code);
        Assert.False(unlocked.Failed);
        Assert.NotNull(afterwards.Value.Session);
    }

    [Fact]
    public async Task Unlock_OfADisabledPerson_EnablesThemAgain()
    {
        await using (var scope = Portal.ScopeOf(_admin, Portal.Tenant))
        {
            await scope.Get<DisablePerson>().HandleAsync(_seller, default);
        }

        var disabled = await SignInAsync(TestPeople.Password);
        var unlocked = await UnlockAsync(_admin);
        var afterwards = await SignInAsync(TestPeople.Password);

        Assert.Equal(IdentityErrors.WrongSignIn.Code, disabled.Error.Code);
        Assert.False(unlocked.Failed);
        Assert.NotNull(afterwards.Value.Session);
    }

    [Fact]
    public async Task Unlock_ByASeller_IsRefused() =>
        Assert.Equal(ErrorKind.Forbidden, (await UnlockAsync(_seller)).Error.Kind);

    [Fact]
    public async Task Unlock_WhoAlsoBelongsElsewhere_IsForThePlatform()
    {
        var (south, _) = await Portal.AddTenantAsync("south");
        await Portal.AddGrantAsync(_seller, BuiltInRoles.Courier, south);
        var super = await Portal.AddPersonAsync("super@example.com", BuiltInRoles.SuperAdmin);

        var byTenant = await UnlockAsync(_admin);
        var byPlatform = await UnlockAsync(super);

        Assert.Equal("identity.belongs_elsewhere", byTenant.Error.Code);
        Assert.False(byPlatform.Failed);
    }

    private async Task<Result> UnlockAsync(PersonId by)
    {
        await using var scope = Portal.ScopeOf(by, Portal.Tenant);
        return await scope.Get<UnlockPerson>().HandleAsync(_seller, default);
    }

    private async Task<Result<PasswordAccepted>> SignInAsync(string password)
    {
        await using var scope = Portal.AnonymousScope();
        return await scope
            .Get<SignInWithPassword>()
            .HandleAsync(new SignInCommand("seller@example.com", password, Stranger), default);
    }
}
