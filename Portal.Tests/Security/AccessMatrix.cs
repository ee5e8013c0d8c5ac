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
    Product,
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
        new("GET /openapi/{documentName}.json", Visitors.SignedIn),
        new("GET /shell/palette", Visitors.SignedIn),
        new("GET /{**path:file}", Visitors.SignedIn),
        new("HEAD /{**path:file}", Visitors.SignedIn),
        new("PAGE /", Visitors.SignedIn),
        new("PAGE /error", Visitors.Everybody),
        new("PAGE /not-found", Visitors.Everybody),
        new("PAGE /kit", Visitors.Everybody),
        // Account
        new("PAGE /account", Visitors.SignedIn),
        new("PAGE /account/forgot-password", Visitors.Everybody),
        new("PAGE /account/reset-password", Visitors.Everybody),
        new("PAGE /account/second-factor", Visitors.SignedIn),
        new("PAGE /account/sign-in", Visitors.Everybody),
        new("PAGE /account/sign-in/code", Visitors.Everybody),
        new("PAGE /account/tokens", Visitors.SignedIn),
        new("POST /account/sign-out", Visitors.SignedIn),
        new("POST /account/tenant", Visitors.SignedIn),
        new("GET /api/v1/me", Visitors.SignedIn),
        // Administration
        new("PAGE /admin/audit", Visitors.Office),
        new("PAGE /admin/people", Visitors.Admins),
        new("PAGE /admin/people/{Id:long}", Visitors.Admins),
        new("PAGE /admin/roles", Visitors.Admins),
        new("PAGE /admin/tenants", Visitors.Super),
        // Products
        new(
            "GET /products/{id:long}/picture",
            Visitors.Sellers | Visitors.Office,
            Foreign.Product
        ),
        // Orders and workflow
        new("GET /api/stats", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/orders", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/orders/{id:long}", Visitors.Sellers | Visitors.Office, Foreign.Order),
        new("PAGE /orders", Visitors.Sellers | Visitors.Office),
        new("PAGE /orders/{Id:long}", Visitors.Sellers | Visitors.Office),
        new("PAGE /workflow", Visitors.Sellers | Visitors.Office),
        // Figures
        new("GET /api/kpis/daily", Visitors.Sellers | Visitors.Office),
        new("GET /api/kpis/range", Visitors.Sellers | Visitors.Office),
        new("GET /api/kpis/realtime", Visitors.Sellers | Visitors.Office),
        new("GET /api/leaderboard/customers", Visitors.Sellers | Visitors.Office),
        new(
            "GET /api/leaderboard/customers/{id}/rank",
            Visitors.Sellers | Visitors.Office,
            Foreign.Customer
        ),
        new("GET /api/leaderboard/products", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/analytics/daily/{date}", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/analytics/kpis", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/analytics/leaderboard/{date}", Visitors.Sellers | Visitors.Office),
        new("POST /api/leaderboard/rebuild", Visitors.Office),
        new("GET /dashboard/export.csv", Visitors.Sellers | Visitors.Office),
        new("GET /dashboard/export.xlsx", Visitors.Sellers | Visitors.Office),
        new("PAGE /dashboard", Visitors.Sellers | Visitors.Office),
        // Imports
        new("GET /imports/{id:long}/rejected.csv", Visitors.Sellers | Visitors.Office),
        new("POST /imports/upload", Visitors.Sellers | Visitors.Admins),
        new("PAGE /imports", Visitors.Sellers | Visitors.Office),
        new("PAGE /imports/new", Visitors.Sellers | Visitors.Admins),
        new("PAGE /imports/{Id:long}", Visitors.Sellers | Visitors.Office),
        // Notifications
        new("GET /api/notifications/", Visitors.Office),
        new("GET /api/notifications/order/{orderId:long}", Visitors.Office),
        new(
            "GET /api/notifications/preferences/{customerId:long}",
            Visitors.Office,
            Foreign.Customer
        ),
        new("GET /api/notifications/recent", Visitors.Office),
        new("GET /api/notifications/stats", Visitors.Office),
        new("POST /api/notifications/{id:long}/resend", Visitors.Admins),
        new("PUT /api/notifications/preferences/{customerId:long}", Visitors.Admins),
        new("PAGE /notifications", Visitors.Office),
        new("PAGE /notifications/preferences", Visitors.Office),
        new("PAGE /notifications/templates", Visitors.Office),
        new("PAGE /notifications/{Id:long}", Visitors.Office),
        // Jobs
        new("PAGE /jobs", Visitors.Admins),
        new("PAGE /jobs/all", Visitors.Admins),
        new("PAGE /jobs/schedules", Visitors.Admins),
        new("PAGE /jobs/{Id:long}", Visitors.Admins),
    ];
}
