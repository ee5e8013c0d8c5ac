using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Security;

/// <summary>One person for each of the matrix's visitors: two shops of one tenant, its office, and another tenant.</summary>
internal sealed class MatrixPeople
{
    /// <summary>All who sign in, one by one.</summary>
    public static readonly Visitors[] SignedIn =
    [
        Visitors.SellerA,
        Visitors.SellerB,
        Visitors.Courier,
        Visitors.Admin,
        Visitors.Finance,
        Visitors.Super,
        Visitors.OtherAdmin,
    ];

    private readonly Dictionary<Visitors, (PersonId, TenantId, SellerId)> _people = [];

    private MatrixPeople(TestPortal portal) => Portal = portal;

    public TestPortal Portal { get; }

    public static string EmailOf(Visitors visitor) => $"{visitor}@example.com".ToLowerInvariant();

    public static async Task<MatrixPeople> AddAsync(TestPortal portal)
    {
        var people = new MatrixPeople(portal);
        var (south, southShop) = await portal.AddTenantAsync("south");
        var (north, shop) = (portal.Tenant, portal.Seller);
        var second = await portal.AddSellerAsync("second");
        await people.AddAsync(Visitors.SellerA, BuiltInRoles.Seller, north, shop, shop);
        await people.AddAsync(Visitors.SellerB, BuiltInRoles.Seller, north, second, second);
        await people.AddAsync(Visitors.Courier, BuiltInRoles.Courier, north, shop);
        await people.AddAsync(Visitors.Admin, BuiltInRoles.MarketplaceAdmin, north, shop);
        await people.AddAsync(Visitors.Finance, BuiltInRoles.FinanceAdmin, north, shop);
        await people.AddAsync(Visitors.Super, BuiltInRoles.SuperAdmin, null, shop);
        await people.AddAsync(Visitors.OtherAdmin, BuiltInRoles.MarketplaceAdmin, south, southShop);
        return people;
    }

    /// <summary>The person, the tenant they work in, and a shop of it: a seller's own.</summary>
    public (PersonId Person, TenantId Tenant, SellerId Shop) Of(Visitors visitor) =>
        _people[visitor];

    private async Task AddAsync(
        Visitors visitor,
        string role,
        TenantId? tenant,
        SellerId shop,
        SellerId? only = null
    ) =>
        _people[visitor] = (
            await Portal.AddPersonAsync(EmailOf(visitor), role, tenant, only),
            tenant ?? Portal.Tenant,
            shop
        );
}
