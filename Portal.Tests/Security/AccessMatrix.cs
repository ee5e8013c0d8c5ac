namespace Portal.Tests.Security;

/// <summary>Who comes to a door.</summary>
[Flags]
public enum Visitors
{
    None = 0,
    Anonymous = 1,
    SellerA = 2,
    SellerB = 4,
    Courier = 8,
    Admin = 16,
    Finance = 32,
    Super = 64,

    /// <summary>Administrator of another tenant: the same rights, other rows.</summary>
    OtherAdmin = 128,

    Sellers = SellerA | SellerB,
    Admins = Admin | Super | OtherAdmin,
    Office = Admins | Finance,
    SignedIn = Sellers | Courier | Office,
    Everybody = SignedIn | Anonymous,
}

/// <summary>One endpoint or page.</summary>
/// <param name="Name"><c>GET /api/v1/orders</c>, or <c>PAGE /orders</c> for a routed component.</param>
/// <param name="Open">Whom it lets in. All others get 401, a redirect to sign-in, or 403.</param>
/// <param name="Foreign">
/// For a door with an id in it: asked with an id of another tenant and with one that does not exist, it answers the same 404.
/// </param>
public sealed record Door(string Name, Visitors Open, Foreign Foreign = Foreign.None);

/// <summary>Which foreign row a door with an id is tried with.</summary>
public enum Foreign
{
    None,
    Order,
    Customer,
}

/// <summary>
/// The expectation for every endpoint and every page. <see cref="AccessMatrixTests"/> fails when one
/// is missing here, or listed and gone.
/// <para>
/// Adding a door: one line below. <c>Open</c> is written down by hand from what the product wants,
/// never copied from the code's policies. Give doors with an id the kind of row they show, so that
/// another tenant's id is tried.
/// </para>
/// </summary>
public static class AccessMatrix
{
    public static readonly IReadOnlyList<Door> Doors =
    [
        // Health, documents, the frame
        new("GET /api/health", Visitors.Everybody),
        new("GET /health/live", Visitors.Everybody),
        new("GET /health/ready", Visitors.Everybody),
    ];
}
