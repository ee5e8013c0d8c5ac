using Portal.Tests.Orders.Checkout;

namespace Portal.Tests.Security;

/// <summary>
/// The expectation for every endpoint and every page. <see cref="AccessMatrixTests"/> fails when one
/// is missing here, or listed and gone.
/// <para>
/// Adding a door: one line below. <c>Open</c> is written down by hand from what the product wants,
/// never copied from the code's policies. A door with an id says what the id names, so that one's
/// own, another owner's and another tenant's are tried for every role. A page's document holds no
/// data; what its circuit asks Core with the id is in <see cref="ActMatrix"/>.
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
        // Answers that there is no such address, until it has a secret to tell who calls
        new("POST /webhooks/stripe", Visitors.Everybody),
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
        new("PAGE /admin/people/{Id:long}", Visitors.Admins, RowKind.Person),
        new("PAGE /admin/roles", Visitors.Admins),
        new("PAGE /admin/tenants", Visitors.Super),
        // Products
        new("GET /products/{id:long}/picture", Visitors.Sellers | Visitors.Office, RowKind.Product),
        // Orders and workflow
        new("GET /api/stats", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/orders", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/orders/{id}", Visitors.Sellers | Visitors.Office, RowKind.Order),
        // Checkout
        new("GET /api/v1/products", Visitors.Admins),
        new("GET /api/v1/products/{id}", Visitors.Admins, RowKind.Offer),
        new("POST /api/v1/orders", Visitors.Admins),
        new("POST /api/v1/orders/{id}/cancel", Visitors.Admins, RowKind.PendingOrder),
        new("PUT /api/v1/customers/{reference}", Visitors.Admins, Body: """{"name":"Ada Byron"}"""),
        new("POST /api/v1/carts/", Visitors.Admins),
        new("GET /api/v1/carts/{id}", Visitors.Admins, RowKind.Cart),
        new(
            "POST /api/v1/carts/{id}/lines",
            Visitors.Admins,
            RowKind.Cart,
            Body: """{"lines":[{"product_id":{id},"quantity":1}]}"""
        ),
        new(
            "PUT /api/v1/carts/{id}/lines/{productId}",
            Visitors.Admins,
            RowKind.Cart,
            Body: """{"quantity":2}"""
        ),
        new("DELETE /api/v1/carts/{id}/lines/{productId}", Visitors.Admins, RowKind.Cart),
        new(
            "PUT /api/v1/carts/{id}/address",
            Visitors.Admins,
            RowKind.Cart,
            Body: TestShop.Address
        ),
        new("GET /api/v1/carts/{id}/delivery-options", Visitors.Admins, RowKind.Cart),
        new(
            "PUT /api/v1/carts/{id}/delivery-option",
            Visitors.Admins,
            RowKind.Cart,
            Body: """{"code":"standard"}"""
        ),
        new("GET /api/v1/carts/{id}/payment-methods", Visitors.Admins, RowKind.Cart),
        new(
            "PUT /api/v1/carts/{id}/payment-method",
            Visitors.Admins,
            RowKind.Cart,
            Body: """{"code":"card"}"""
        ),
        new("POST /api/v1/carts/{id}/complete", Visitors.Admins, RowKind.Cart),
        new("GET /api/v1/wallets", Visitors.Office),
        new("GET /api/v1/wallets/{id}/movements", Visitors.Office, RowKind.Wallet),
        new("POST /api/v1/top-ups", Visitors.Admins),
        new("GET /api/v1/top-ups/{id}", Visitors.Office, RowKind.TopUp),
        new("GET /api/v1/payout-runs", Visitors.Office),
        new("GET /api/v1/payout-runs/preview", Visitors.Finance | Visitors.Super),
        new("GET /api/v1/payout-runs/{id}", Visitors.Office, RowKind.PayoutRun),
        new("POST /api/v1/payout-runs", Visitors.Finance | Visitors.Super),
        new(
            "POST /api/v1/payout-runs/{id}/approve",
            Visitors.Office,
            RowKind.PayoutRun,
            Body: """{"proof":"no proof"}"""
        ),
        new("POST /api/v1/payout-runs/{id}/cancel", Visitors.Office, RowKind.PayoutRun),
        new(
            "POST /api/v1/payout-runs/{id}/confirm",
            Visitors.Finance | Visitors.Super,
            RowKind.PayoutRun
        ),
        new("GET /api/v1/payouts", Visitors.Sellers | Visitors.Office),
        new("GET /api/v1/payouts/{id}", Visitors.Sellers | Visitors.Office, RowKind.Payout),
        new(
            "POST /api/v1/payouts/{id}/return",
            Visitors.Finance | Visitors.Super,
            RowKind.Payout,
            Body: """{"reason":"Account closed"}"""
        ),
        new("GET /api/v1/debts", Visitors.Office),
        new("GET /api/v1/debts/{id}", Visitors.Office, RowKind.PayoutAccount),
        new("POST /api/v1/debt-repayments", Visitors.Finance | Visitors.Super),
        new("POST /api/v1/write-offs", Visitors.Finance | Visitors.Super),
        new(
            "POST /api/v1/write-offs/{id}/approve",
            Visitors.Office,
            RowKind.WriteOff,
            Body: """{"proof":"no proof"}"""
        ),
        new(
            "POST /api/v1/write-offs/{id}/refuse",
            Visitors.Office,
            RowKind.WriteOff,
            Body: """{"reason":"Still trading"}"""
        ),
        new("GET /orders/export.csv", Visitors.Sellers | Visitors.Office),
        new("PAGE /orders", Visitors.Sellers | Visitors.Office),
        new("PAGE /orders/{Id:long}", Visitors.Sellers | Visitors.Office, RowKind.Order),
        new("PAGE /earnings", Visitors.Sellers | Visitors.Office),
        new("PAGE /payouts", Visitors.Sellers | Visitors.Office),
        new("PAGE /payouts/{Id:long}", Visitors.Sellers | Visitors.Office, RowKind.Payout),
        new(
            "PAGE /payouts/{Id:long}/statement",
            Visitors.Sellers | Visitors.Office,
            RowKind.Payout
        ),
        new(
            "GET /payouts/{id:long}/statement.csv",
            Visitors.Sellers | Visitors.Office,
            RowKind.Payout
        ),
        new("PAGE /finance/payouts", Visitors.Office),
        new("PAGE /finance/payouts/new", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/payouts/shops", Visitors.Office),
        new("PAGE /finance/payouts/{Id:long}", Visitors.Office, RowKind.PayoutRun),
        new(
            "GET /finance/payouts/{id:long}/export.csv",
            Visitors.Finance | Visitors.Super,
            RowKind.PayoutRun
        ),
        new(
            "GET /finance/payouts/{id:long}/pain001.xml",
            Visitors.Finance | Visitors.Super,
            RowKind.PayoutRun
        ),
        new("PAGE /finance/cash", Visitors.Office),
        new("PAGE /finance/debts", Visitors.Office),
        new("GET /finance/debts/export.csv", Visitors.Office),
        new("PAGE /finance/debts/{ShopId:long}/{Code}", Visitors.Office, RowKind.PayoutAccount),
        new("PAGE /finance/chargebacks", Visitors.Office),
        new("GET /finance/chargebacks/export.csv", Visitors.Office),
        new("PAGE /finance/chargebacks/{Id:long}", Visitors.Office, RowKind.Chargeback),
        new(
            "GET /finance/chargebacks/{id:long}/evidence.html",
            Visitors.Office,
            RowKind.Chargeback
        ),
        new("PAGE /finance/reconciliation", Visitors.Office),
        new("PAGE /finance/reconciliation/upload", Visitors.Office),
        new("POST /finance/reconciliation/files", Visitors.Office),
        new("PAGE /finance/reconciliation/statements", Visitors.Office),
        new(
            "PAGE /finance/reconciliation/statements/{Id:long}",
            Visitors.Office,
            RowKind.Statement
        ),
        new("PAGE /finance/reconciliation/queue", Visitors.Office),
        new("PAGE /finance/reconciliation/queue/{Id:long}", Visitors.Office, RowKind.Difference),
        new("PAGE /finance/commission", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/commission/sets", Visitors.Finance | Visitors.Super),
        new(
            "PAGE /finance/commission/sets/{Id:long}",
            Visitors.Finance | Visitors.Super,
            RowKind.CommissionSet
        ),
        new("PAGE /finance/commission/lab", Visitors.Finance | Visitors.Super),
        new("GET /finance/commission/lab/export.csv", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/shop-levels", Visitors.Office),
        new("PAGE /workflow", Visitors.Sellers | Visitors.Office),
        // Figures
        new("GET /api/kpis/daily", Visitors.Sellers | Visitors.Office),
        new("GET /api/kpis/range", Visitors.Sellers | Visitors.Office),
        new("GET /api/kpis/realtime", Visitors.Sellers | Visitors.Office),
        new("GET /api/leaderboard/customers", Visitors.Sellers | Visitors.Office),
        new(
            "GET /api/leaderboard/customers/{id}/rank",
            Visitors.Sellers | Visitors.Office,
            RowKind.Customer
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
        new(
            "GET /imports/{id:long}/rejected.csv",
            Visitors.Sellers | Visitors.Office,
            RowKind.Import
        ),
        new("POST /imports/upload", Visitors.Sellers | Visitors.Admins),
        new("PAGE /imports", Visitors.Sellers | Visitors.Office),
        new("PAGE /imports/new", Visitors.Sellers | Visitors.Admins),
        new("PAGE /imports/{Id:long}", Visitors.Sellers | Visitors.Office, RowKind.Import),
        // Notifications
        new("GET /api/notifications/", Visitors.Office),
        new("GET /api/notifications/order/{orderId}", Visitors.Office, RowKind.Order),
        new("GET /api/notifications/preferences/{customerId}", Visitors.Office, RowKind.Customer),
        new("GET /api/notifications/recent", Visitors.Office),
        new("GET /api/notifications/stats", Visitors.Office),
        new("POST /api/notifications/{id}/resend", Visitors.Admins, RowKind.Notification),
        new(
            "PUT /api/notifications/preferences/{customerId}",
            Visitors.Admins,
            RowKind.Customer,
            Body: """{"kind":"order_failed","channel":"email","is_on":true}"""
        ),
        new("PAGE /notifications", Visitors.Office),
        new("PAGE /notifications/preferences", Visitors.Office),
        new("PAGE /notifications/templates", Visitors.Office),
        new("PAGE /notifications/{Id:long}", Visitors.Office, RowKind.Notification),
        // Finance
        new("PAGE /finance", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/accounts", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/accounts/{Id:long}", Visitors.Finance | Visitors.Super, RowKind.Account),
        new(
            "GET /finance/accounts/{id:long}/postings.csv",
            Visitors.Finance | Visitors.Super,
            RowKind.Account
        ),
        new("PAGE /finance/entries", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/entries/{Id:long}", Visitors.Finance | Visitors.Super, RowKind.Entry),
        new("PAGE /finance/rates", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/rates/{code}", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/holds", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/wallets", Visitors.Office),
        new("PAGE /finance/wallets/{Id:long}", Visitors.Office, RowKind.Wallet),
        new("PAGE /finance/wallets/{Id:long}/statement", Visitors.Office, RowKind.Wallet),
        new("GET /finance/wallets/{id:long}/statement.csv", Visitors.Office, RowKind.Wallet),
        new("PAGE /finance/refunds", Visitors.Office),
        new("PAGE /finance/refunds/{Id:long}", Visitors.Office, RowKind.Refund),
        new("PAGE /finance/webhooks", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/webhooks/{Id:long}", Visitors.Finance | Visitors.Super, RowKind.Webhook),
        new("PAGE /finance/trial-balance", Visitors.Finance | Visitors.Super),
        new("GET /finance/trial-balance/export.csv", Visitors.Finance | Visitors.Super),
        new("PAGE /finance/verification", Visitors.Finance | Visitors.Super),
        // Jobs
        new("PAGE /jobs", Visitors.Admins),
        new("PAGE /jobs/all", Visitors.Admins),
        new("PAGE /jobs/schedules", Visitors.Admins),
        new("PAGE /jobs/{Id:long}", Visitors.Admins, RowKind.Job),
    ];
}
