using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>A person of each kind, in two tenants, to act as and to act on.</summary>
public abstract class PeopleTests : PortalTests
{
    protected PersonId Admin { get; private set; }

    protected PersonId Seller { get; private set; }

    /// <summary>Of the platform.</summary>
    protected PersonId Super { get; private set; }

    /// <summary>A courier of the other tenant.</summary>
    protected PersonId Foreign { get; private set; }

    protected TenantId Other { get; private set; }

    protected SellerId ForeignShop { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (Other, ForeignShop) = await Portal.AddTenantAsync("south");
        Super = await Portal.AddPersonAsync("super@example.com", BuiltInRoles.SuperAdmin);
        Admin = await Portal.AddPersonAsync(
            "admin@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        Seller = await Portal.AddPersonAsync(
            "seller@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        Foreign = await Portal.AddPersonAsync("foreign@example.com", BuiltInRoles.Courier, Other);
    }

    protected async Task<T> ActAsync<T>(PersonId person, Func<AsyncServiceScope, Task<T>> act)
    {
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        return await act(scope);
    }

    protected RoleId Role(string key) =>
        new(
            Portal
                .AdminScalarAsync<long>($"SELECT id FROM identity.roles WHERE key = '{key}'")
                .GetAwaiter()
                .GetResult()
        );
}
