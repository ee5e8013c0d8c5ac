using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Identity.Tokens;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Infrastructure;

/// <summary>People for tests, made past the acts so that a test can start from any state.</summary>
public static class TestPeople
{
    public const string Password = "a test of five words";

    private static readonly string Hash = new PasswordHasher<Person>().HashPassword(
        null!,
        Password
    );

    /// <summary>A person with one role: on the platform (no tenant), in a tenant, or in one shop.</summary>
    public static async Task<PersonId> AddPersonAsync(
        this TestPortal portal,
        string email,
        string role,
        TenantId? tenant = null,
        SellerId? seller = null
    )
    {
        await using var scope = portal.PlatformScope();
        await using var db = await scope.DbAsync();
        var person = new Person
        {
            DisplayName = email.Split('@')[0],
            Email = email,
            NormalizedEmail = SignInThrottle.Normalize(email),
            UserName = email,
            NormalizedUserName = SignInThrottle.Normalize(email),
            PasswordHash = Hash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = portal.Clock.GetUtcNow(),
        };
        db.People.Add(person);
        await db.SaveChangesAsync();
        var id = new PersonId(person.Id);
        await portal.AddGrantAsync(id, role, tenant, seller);
        return id;
    }

    public static async Task AddGrantAsync(
        this TestPortal portal,
        PersonId person,
        string role,
        TenantId? tenant,
        SellerId? seller = null
    )
    {
        await using var scope = portal.PlatformScope();
        await using var db = await scope.DbAsync();
        db.RoleGrants.Add(
            new RoleGrant
            {
                PersonId = person,
                RoleId = await db.Roles.Where(r => r.Key == role).Select(r => r.Id).SingleAsync(),
                TenantId = tenant,
                SellerId = seller,
                GrantedAt = portal.Clock.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync();
    }

    /// <summary>A token of the person with every right they hold in the tenant.</summary>
    public static async Task<string> IssueTokenAsync(
        this TestPortal portal,
        PersonId person,
        TenantId? tenant = null,
        params string[] scopes
    )
    {
        await using var scope = portal.ScopeOf(person, tenant ?? portal.Tenant);
        var held = await scope.Get<CurrentUser>().HeldAsync(CancellationToken.None);
        var answer = await scope
            .Get<IssueToken>()
            .HandleAsync(
                new IssueTokenCommand("test", scopes.Length > 0 ? scopes : [.. held], 30),
                CancellationToken.None
            );
        return answer.Value.Secret;
    }

    /// <summary>A token that carries nothing, for people whose role brings no right.</summary>
    public static async Task<string> AddBareTokenAsync(
        this TestPortal portal,
        PersonId person,
        TenantId tenant
    )
    {
        var secret = $"{AccessToken.Mark}{Guid.NewGuid():N}{Guid.NewGuid():N}";
        await using var scope = portal.PlatformScope();
        await using var db = await scope.DbAsync();
        db.AccessTokens.Add(
            new AccessToken
            {
                PersonId = person,
                TenantId = tenant,
                Name = "bare",
                Prefix = secret[..15],
                Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
                Scopes = [],
                CreatedAt = portal.Clock.GetUtcNow(),
                ExpiresAt = portal.Clock.GetUtcNow().AddDays(1),
            }
        );
        await db.SaveChangesAsync();
        return secret;
    }

    /// <summary>Another shop of the first tenant.</summary>
    public static async Task<SellerId> AddSellerAsync(this TestPortal portal, string slug)
    {
        await using var scope = portal.Scope();
        await using var db = await scope.DbAsync();
        var seller = new Core.Tenancy.Seller
        {
            Slug = slug,
            Name = slug,
            CreatedAt = portal.Clock.GetUtcNow(),
        };
        db.Sellers.Add(seller);
        await db.SaveChangesAsync();
        return seller.Id;
    }
}
