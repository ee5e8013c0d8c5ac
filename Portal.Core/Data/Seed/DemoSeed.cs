using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>A way into the demo.</summary>
public sealed record DemoSignIn(string Role, string Email, string Place);

/// <summary>
/// Fills one demo tenant with what a module has to show; called in a scope of the worker that has
/// entered the tenant. Runs on every seed, so it must do nothing where its rows are there already.
/// </summary>
public interface IDemoStep
{
    Task FillAsync(TenantSnapshot tenant, CancellationToken ct);
}

/// <summary>
/// The demo: two marketplaces, their shops and one sign-in per role. Safe to repeat. Modules add
/// their own rows as an <see cref="IDemoStep"/>, registered in the order they build on each other.
/// </summary>
public sealed class DemoSeed(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly IReadOnlyList<DemoSignIn> SignIns =
    [
        new("Super admin", "super@demo.example", "the whole platform"),
        new("Finance admin", "finance@demo.example", "Harbour & Hill, Lindenmarkt"),
        new("Marketplace admin", "admin@demo.example", "Harbour & Hill"),
        new("Seller", "seller@demo.example", "Copper Kettle Goods at Harbour & Hill"),
        new("Seller", "seller.two@demo.example", "Paper Lantern Co. at Harbour & Hill"),
        new("Courier", "courier@demo.example", "Harbour & Hill"),
        new("Marketplace admin", "admin.linden@demo.example", "Lindenmarkt"),
    ];

    /// <summary>Makes what is missing, with this password for everybody new.</summary>
    public async Task RunAsync(string password, CancellationToken ct)
    {
        await using (var scope = PlatformScope())
        {
            await using var db = await ContextAsync(scope, ct);
            if (!await db.Tenants.AnyAsync(t => t.Slug == DemoTenants.Harbour, ct))
            {
                await AddPlacesAsync(db, ct);
                await AddPeopleAsync(db, password, ct);
            }
        }

        foreach (var slug in DemoTenants.Slugs)
        {
            await RunStepsAsync(slug, ct);
        }
    }

    private async Task AddPlacesAsync(PortalDbContext db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var tenants = DemoTenants.Make(now);
        db.Tenants.AddRange(tenants);
        await db.SaveChangesAsync(ct);
        foreach (var tenant in tenants)
        {
            db.Sellers.AddRange(DemoTenants.ShopsOf(tenant, now));
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task AddPeopleAsync(PortalDbContext db, string password, CancellationToken ct)
    {
        var hasher = new PasswordHasher<Person>();
        var roles = await db.Roles.ToDictionaryAsync(
            r => r.Key,
            r => r.Id,
            StringComparer.Ordinal,
            ct
        );
        var tenants = await db.Tenants.ToDictionaryAsync(
            t => t.Slug,
            t => t.Id,
            StringComparer.Ordinal,
            ct
        );
        var shops = await db.Sellers.ToDictionaryAsync(
            s => s.Slug,
            s => s.Id,
            StringComparer.Ordinal,
            ct
        );
        foreach (var (email, name, grants) in DemoTenants.People)
        {
            var person = new Person
            {
                DisplayName = name,
                Email = email,
                NormalizedEmail = SignInThrottle.Normalize(email),
                UserName = email,
                NormalizedUserName = SignInThrottle.Normalize(email),
                EmailConfirmed = true,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                CreatedAt = clock.GetUtcNow(),
            };
            person.PasswordHash = hasher.HashPassword(person, password);
            db.People.Add(person);
            await db.SaveChangesAsync(ct);
            db.RoleGrants.AddRange(
                grants.Select(g => new RoleGrant
                {
                    PersonId = new PersonId(person.Id),
                    RoleId = roles[g.Role],
                    TenantId = g.Tenant is null ? null : tenants[g.Tenant],
                    SellerId = g.Shop is null ? null : shops[g.Shop],
                    GrantedAt = clock.GetUtcNow(),
                })
            );
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task RunStepsAsync(string slug, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var tenant =
            await services.GetRequiredService<TenantReader>().FindBySlugAsync(slug, ct)
            ?? throw new InvalidOperationException($"The demo tenant {slug} is gone.");
        services.GetRequiredService<CurrentTenant>().Enter(tenant.Id);
        services.GetRequiredService<Actor>().ActAsWorker("demo seed");
        foreach (var step in services.GetServices<IDemoStep>())
        {
            await step.FillAsync(tenant, ct);
        }
    }

    private AsyncServiceScope PlatformScope()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker("demo seed");
        return scope;
    }

    private static Task<PortalDbContext> ContextAsync(
        AsyncServiceScope scope,
        CancellationToken ct
    ) =>
        scope
            .ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(ct);
}
