using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Core;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// Core on a database of its own, with a clock tests can move and one tenant to work in. Derive a
/// test class from <see cref="PortalTests"/> to get one per class.
/// </summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestPortal(TestDatabase database, ServiceProvider services) =>
        (Database, _services) = (database, services);

    public TestDatabase Database { get; }

    public MovableClock Clock => (MovableClock)_services.GetRequiredService<TimeProvider>();

    /// <summary>The root: for singletons, and scopes that enter a tenant by themselves.</summary>
    public IServiceProvider Services => _services;

    public string RedisPrefix => _services.GetRequiredService<IConfiguration>()["Redis:Prefix"]!;

    /// <summary>The configuration, for processes that a test starts.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; private init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    public TenantId Tenant { get; private set; }

    public SellerId Seller { get; private set; }

    /// <param name="configure">What is replaced in Core.</param>
    /// <param name="database">A database of the caller's, instead of one on the server all tests share.</param>
    /// <param name="redis">The address of a Redis of the caller's, instead of the shared one.</param>
    public static async Task<TestPortal> StartAsync(
        Action<IServiceCollection>? configure = null,
        TestDatabase? database = null,
        string? redis = null
    )
    {
        database ??= await TestDatabase.CreateAsync();
        redis ??=
            Environment.GetEnvironmentVariable("PORTAL_TEST_REDIS")
            ?? throw new InvalidOperationException(
                "PORTAL_TEST_REDIS is not set; run the tests with ./portal test."
            );
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Portal"] = database.AppConnection,
            ["ConnectionStrings:Redis"] = $"{redis},abortConnect=false",
            ["Redis:Prefix"] = $"test-{Guid.NewGuid():N}:",
            ["Storage:Path"] = Path.Combine(Path.GetTempPath(), $"portal-test-{Guid.NewGuid():N}"),
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(new MovableClock());
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddPortalCore(configuration);
        configure?.Invoke(services);
        var portal = new TestPortal(database, services.BuildServiceProvider(true))
        {
            Settings = settings,
        };
        (portal.Tenant, portal.Seller) = await portal.AddTenantAsync("north");
        return portal;
    }

    /// <summary>A scope of the worker, which has every right, in one tenant (by default the first).</summary>
    public AsyncServiceScope Scope(TenantId? tenant = null)
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant ?? Tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
        return scope;
    }

    /// <summary>A scope of the worker over all tenants.</summary>
    public AsyncServiceScope PlatformScope()
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
        return scope;
    }

    /// <summary>A scope in which a person acts on a page of one tenant.</summary>
    public AsyncServiceScope ScopeOf(PersonId person, TenantId tenant)
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant);
        var name = AdminScalarAsync<string>(
                $"SELECT display_name FROM identity.people WHERE id = {person.Value}"
            )
            .GetAwaiter()
            .GetResult();
        scope
            .ServiceProvider.GetRequiredService<Actor>()
            .SignIn(person, name ?? "nobody", ActorSource.Web);
        return scope;
    }

    /// <summary>A scope nobody has signed in to, as the sign-in page has it.</summary>
    public AsyncServiceScope AnonymousScope() => _services.CreateAsyncScope();

    /// <summary>A tenant with one shop.</summary>
    public async Task<(TenantId Tenant, SellerId Seller)> AddTenantAsync(string slug)
    {
        await using var scope = PlatformScope();
        await using var db = await scope.DbAsync();
        var tenant = new Tenant
        {
            Slug = slug,
            Name = $"Tenant {slug}",
            TimeZone = "Europe/London",
            Currency = Currency.Of("GBP"),
            CreatedAt = Clock.GetUtcNow(),
        };
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync();
        var seller = new Seller
        {
            TenantId = tenant.Id,
            Slug = "shop",
            Name = $"Shop of {slug}",
            CreatedAt = Clock.GetUtcNow(),
        };
        db.Sellers.Add(seller);
        await db.SaveChangesAsync();
        return (tenant.Id, seller.Id);
    }

    /// <summary>Runs SQL as superuser, past every right: to set up, to tamper, to check.</summary>
    public async Task<T?> AdminScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.AdminConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}

public static class TestScopes
{
    public static T Get<T>(this AsyncServiceScope scope)
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public static Task<PortalDbContext> DbAsync(this AsyncServiceScope scope) =>
        scope
            .Get<Microsoft.EntityFrameworkCore.IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync();
}
