using Microsoft.EntityFrameworkCore;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>Signing in against guessers, on the act itself: what a page adds is its form.</summary>
public sealed class SignInTests : PortalTests
{
    private static readonly SignInOrigin Stranger = new(null, "curl/8", "203.0.113.7");

    [Fact]
    public async Task SignIn_AfterAThousandGuessesOfAStranger_StillLetsAKnownDeviceIn()
    {
        await Portal.AddPersonAsync(
            "victim@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        var key = (await TryAsync("victim@example.com", TestPeople.Password, Stranger))
            .Value
            .Session!
            .DeviceKey;
        var admitted = 0;
        for (var i = 0; i < 1000; i++)
        {
            var guess = await TryAsync("victim@example.com", $"wrong guess {i}", Stranger);
            admitted += guess.Error.Code == IdentityErrors.WrongSignIn.Code ? 1 : 0;
        }

        var stranger = await TryAsync("victim@example.com", TestPeople.Password, Stranger);
        var owner = await TryAsync(
            "victim@example.com",
            TestPeople.Password,
            Stranger with
            {
                DeviceKey = key,
            }
        );

        Assert.InRange(admitted, 1, 5);
        Assert.Equal("identity.too_many_tries", stranger.Error.Code);
        Assert.False(owner.Failed);
    }

    [Fact]
    public async Task SignIn_GuessedConcurrently_AdmitsNoMoreThanOneByOne()
    {
        await Portal.AddPersonAsync("victim@example.com", BuiltInRoles.Courier, Portal.Tenant);

        var guesses = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i => TryAsync("victim@example.com", $"wrong guess {i}", Stranger))
        );

        Assert.InRange(guesses.Count(g => g.Error.Code == IdentityErrors.WrongSignIn.Code), 1, 5);
    }

    [Fact]
    public async Task SignIn_PauseOver_LetsTheOwnerInFromANewDevice()
    {
        await Portal.AddPersonAsync("victim@example.com", BuiltInRoles.Courier, Portal.Tenant);
        for (var i = 0; i < 8; i++)
        {
            await TryAsync("victim@example.com", "wrong", Stranger);
        }

        Portal.Clock.Advance(TimeSpan.FromMinutes(16));
        var owner = await TryAsync("victim@example.com", TestPeople.Password, Stranger);

        Assert.False(owner.Failed);
    }

    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("victim@example.com")]
    [InlineData("disabled@example.com")]
    public async Task SignIn_WrongInAnyWay_AnswersTheSame(string email)
    {
        await Portal.AddPersonAsync("victim@example.com", BuiltInRoles.Courier, Portal.Tenant);
        var disabled = await Portal.AddPersonAsync(
            "disabled@example.com",
            BuiltInRoles.Courier,
            Portal.Tenant
        );
        await Portal.AdminScalarAsync<int>(
            $"UPDATE identity.people SET is_disabled = true WHERE id = {disabled.Value}"
        );
        var password = email.StartsWith("disabled", StringComparison.Ordinal)
            ? TestPeople.Password
            : "wrong";

        var answers = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add((await TryAsync(email, password, Stranger)).Error.Code);
        }

        Assert.Equal(
            [.. Enumerable.Repeat("identity.wrong_sign_in", 5), "identity.too_many_tries"],
            answers
        );
    }

    [Fact]
    public async Task SecondFactor_SameCodeAgain_IsRefused()
    {
        var (person, secret, _) = await WithSecondFactorAsync();
        Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = TimeCode.CodeAt(secret, Portal.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);

        var first = await PassAsync(person, code);
        var again = await PassAsync(person, code);

        Assert.False(first.Failed);
        Assert.Equal("identity.wrong_code", again.Error.Code);
    }

    [Fact]
    public async Task SecondFactor_CodeTwoStepsOld_IsRefused()
    {
        var (person, secret, _) = await WithSecondFactorAsync();
        Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        var old = TimeCode.CodeAt(secret, Portal.Clock.GetUtcNow().ToUnixTimeSeconds() / 30 - 2);

        var answer = await PassAsync(person, old);

        Assert.Equal("identity.wrong_code", answer.Error.Code);
    }

    [Fact]
    public async Task SecondFactor_RecoveryCodeAgain_IsRefused()
    {
        var (person, _, paper) = await WithSecondFactorAsync();

        var first = await PassAsync(person, paper[0]);
        var again = await PassAsync(person, paper[0]);

        Assert.False(first.Failed);
        Assert.Equal("identity.wrong_code", again.Error.Code);
    }

    [Fact]
    public async Task ResetPassword_LinkUsedTwice_IsRefusedAndEndsSessions()
    {
        var person = await Portal.AddPersonAsync(
            "owner@example.com",
            BuiltInRoles.Courier,
            Portal.Tenant
        );
        var session = (await TryAsync("owner@example.com", TestPeople.Password, Stranger))
            .Value
            .Session!
            .Session;
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        var mail = await scope
            .Get<RequestPasswordReset>()
            .HandleAsync("owner@example.com", CancellationToken.None);

        var first = await scope
            .Get<ResetPassword>()
            .HandleAsync(new(mail!.Link, "another set of words"), CancellationToken.None);
        var again = await scope
            .Get<ResetPassword>()
            .HandleAsync(new(mail.Link, "yet another set of words"), CancellationToken.None);

        Assert.False(first.Failed);
        Assert.Equal("identity.link_expired", again.Error.Code);
        Assert.False(
            await scope.Get<SessionQueries>().CountsAsync(session, null, CancellationToken.None)
        );
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("owner-of-the-shop")]
    public void PasswordRules_Weak_IsRefused(string password)
    {
        var owner = new Person { DisplayName = "Owner", Email = "owner@example.com" };

        Assert.True(PasswordRules.Check(password, owner).Failed);
    }

    [Fact]
    public async Task Session_RoleInTheTenantTakenAway_NoLongerCountsThere()
    {
        var person = await Portal.AddPersonAsync(
            "owner@example.com",
            BuiltInRoles.Courier,
            Portal.Tenant
        );
        var session = (await TryAsync("owner@example.com", TestPeople.Password, Stranger))
            .Value
            .Session!
            .Session;
        await using var scope = Portal.PlatformScope();
        var sessions = scope.Get<SessionQueries>();
        Assert.True(await sessions.CountsAsync(session, Portal.Tenant, CancellationToken.None));

        await Portal.AdminScalarAsync<long>(
            $"DELETE FROM identity.role_grants WHERE person_id = {person.Value} RETURNING person_id"
        );

        Assert.False(await sessions.CountsAsync(session, Portal.Tenant, CancellationToken.None));
        Assert.True(await sessions.CountsAsync(session, null, CancellationToken.None));
    }

    [Fact]
    public async Task Session_IdleTooLongOrPastItsEnd_NoLongerCounts()
    {
        await Portal.AddPersonAsync("owner@example.com", BuiltInRoles.Courier, Portal.Tenant);
        var session = (await TryAsync("owner@example.com", TestPeople.Password, Stranger))
            .Value
            .Session!
            .Session;
        await using var scope = Portal.PlatformScope();
        var sessions = scope.Get<SessionQueries>();

        Portal.Clock.Advance(TimeSpan.FromMinutes(100));
        await sessions.TouchAsync(session, CancellationToken.None);
        var countsWhileUsed = await sessions.CountsAsync(session, null, CancellationToken.None);
        Portal.Clock.Advance(TimeSpan.FromMinutes(121));
        var countsAfterIdle = await sessions.CountsAsync(session, null, CancellationToken.None);

        Assert.True(countsWhileUsed);
        Assert.False(countsAfterIdle);
    }

    private async Task<Core.Kernel.Result<PasswordAccepted>> TryAsync(
        string email,
        string password,
        SignInOrigin origin
    )
    {
        await using var scope = Portal.AnonymousScope();
        return await scope
            .Get<SignInWithPassword>()
            .HandleAsync(new(email, password, origin), CancellationToken.None);
    }

    private async Task<Core.Kernel.Result<StartedSession>> PassAsync(PersonId person, string code)
    {
        await using var scope = Portal.AnonymousScope();
        return await scope
            .Get<PassSecondFactor>()
            .HandleAsync(new(person, code, Stranger), CancellationToken.None);
    }

    private async Task<(
        PersonId Person,
        byte[] Secret,
        IReadOnlyList<string> Paper
    )> WithSecondFactorAsync()
    {
        var person = await Portal.AddPersonAsync(
            "owner@example.com",
            BuiltInRoles.Courier,
            Portal.Tenant
        );
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        var setup = scope.Get<SecondFactorSetup>();
        await setup.OfferAsync(person, CancellationToken.None);
        await using var db = await scope.DbAsync();
        var app = await db.Authenticators.SingleAsync(a => a.PersonId == person);
        var secret = scope.Get<SecondFactorCheck>().Reveal(app);
        var code = TimeCode.CodeAt(secret, Portal.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);
        var paper = await setup.ConfirmAsync(person, code, CancellationToken.None);
        return (person, secret, paper.Value);
    }
}
