using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Tenancy;

namespace Portal.Core.Data.Seed;

/// <summary>The names and places of the demo.</summary>
public static class DemoTenants
{
    public const string Harbour = "harbour";
    public const string Linden = "linden";

    public static readonly IReadOnlyList<string> Slugs = [Harbour, Linden];

    /// <summary>The shop of the first seller who can sign in.</summary>
    public const string SignedInShop = "copper-kettle";

    private static readonly (string Tenant, string Slug, string Name)[] Shops =
    [
        (Harbour, SignedInShop, "Copper Kettle Goods"),
        (Harbour, "paper-lantern", "Paper Lantern Co."),
        (Harbour, "field-and-thread", "Field & Thread"),
        (Harbour, "candle-room", "The Candle Room"),
        (Harbour, "oak-street-toys", "Oak Street Toys"),
        (Linden, "werkbank", "Werkbank Nord"),
        (Linden, "kaffeekontor", "Kaffeekontor"),
        (Linden, "blumen-adler", "Blumen Adler"),
    ];

    internal static readonly (
        string Email,
        string Name,
        (string Role, string? Tenant, string? Shop)[] Grants
    )[] People =
    [
        ("super@demo.example", "Robin Hale", [(BuiltInRoles.SuperAdmin, null, null)]),
        (
            "finance@demo.example",
            "Femi Adler",
            [(BuiltInRoles.FinanceAdmin, Harbour, null), (BuiltInRoles.FinanceAdmin, Linden, null)]
        ),
        ("admin@demo.example", "Maren Holt", [(BuiltInRoles.MarketplaceAdmin, Harbour, null)]),
        ("seller@demo.example", "Cora Kettle", [(BuiltInRoles.Seller, Harbour, SignedInShop)]),
        ("seller.two@demo.example", "Lan Tran", [(BuiltInRoles.Seller, Harbour, "paper-lantern")]),
        ("courier@demo.example", "Ned Rivers", [(BuiltInRoles.Courier, Harbour, null)]),
        (
            "admin.linden@demo.example",
            "Jule Linden",
            [(BuiltInRoles.MarketplaceAdmin, Linden, null)]
        ),
    ];

    internal static IReadOnlyList<Tenant> Make(DateTimeOffset now) =>
        [
            new()
            {
                Slug = Harbour,
                Name = "Harbour & Hill",
                TimeZone = "Europe/London",
                Currency = Currency.Of("GBP"),
                CreatedAt = now,
            },
            new()
            {
                Slug = Linden,
                Name = "Lindenmarkt",
                TimeZone = "Europe/Berlin",
                Currency = Currency.Of("EUR"),
                CreatedAt = now,
            },
        ];

    internal static IEnumerable<Seller> ShopsOf(Tenant tenant, DateTimeOffset now) =>
        Shops
            .Where(s => s.Tenant == tenant.Slug)
            .Select(s => new Seller
            {
                TenantId = tenant.Id,
                Slug = s.Slug,
                Name = s.Name,
                CreatedAt = now,
            });
}
