using Portal.Tests.Infrastructure;
using Portal.Tests.Orders.Checkout;

namespace Portal.Tests.Api;

/// <summary>One operation of the OpenAPI document: how it is called once, and what it must answer.</summary>
/// <param name="Operation"><c>GET /api/v1/orders/{id}</c>, as the document names it.</param>
/// <param name="Path">A valid call; <c>{order}</c> and the like stand for rows the test has made.</param>
/// <param name="Status">The status of that call.</param>
/// <param name="Fields">
/// Every field of <c>data</c>, of its first element when it is a list, and of <c>meta</c>: <c>date meta.page days[].date</c>.
/// </param>
/// <param name="Body">What a call with a body sends.</param>
internal sealed record ApiCall(
    string Operation,
    string Path,
    int Status,
    string Fields,
    string? Body = null
);

/// <summary>The API as other programs know it, written from its specification and never from the code.</summary>
internal static partial class ApiContract
{
    private const string Day =
        "date total_revenue order_count successful_orders failed_orders average_order_value conversion_rate "
        + "unique_customers refund_amount";

    private const string Notification =
        "id order_reference notification_type channel customer_id order_status total_amount currency message status "
        + "sent_at created_at";

    private const string Order =
        "id reference customer_id customer_name placed_at currency total_amount refunded_amount status failure_code ended_at";

    private const string Totals =
        " totals.items totals.delivery totals.fee totals.tax totals.total";

    private const string Cart =
        "id currency expires_at customer_reference address.name address.email address.line1 address.line2 "
        + "address.postal_code address.city address.country delivery.code delivery.name delivery.price payment.code "
        + "payment.name payment.fee lines[].product_id lines[].sku lines[].name lines[].quantity lines[].unit_price "
        + "lines[].taken_at lines[].total lines[].is_available order_id"
        + Totals;

    private const string PlacedOrder = "order_id reference status placed_at currency" + Totals;

    private const string Product = "id sku name seller_id seller_name price currency available";

    private const string TopUp =
        "top_up_id status currency amount payment_url decline_code message requested_at ended_at";

    private const string PayoutRun =
        "run_id status currency total payouts submitted_by submitted_at expires_at approved_by approved_at cancelled_at";

    private const string Payout =
        "payout_id run_id seller_id seller_name status currency amount sales carried_over method paid_to submitted_at paid_at "
        + "returned_at returned_reason transfer";

    private const string Debt =
        "seller_id seller_name currency owed since days age first_entry_id because waiting";

    private const string Repayment =
        "repayment_id seller_id currency amount bank_reference paid_on recorded_by recorded_at";

    private const string WriteOff =
        "write_off_id seller_id currency amount reason status requested_by requested_at decided_by decided_at refused_reason";

    private const string Paged = "meta.page meta.per_page meta.total";

    public static readonly IReadOnlyList<ApiCall> Calls =
    [
        new(
            "GET /api/health",
            "/api/health",
            200,
            "status database redis workers queue_depth version"
        ),
        new("GET /api/v1/me", "/api/v1/me", 200, "person_id name tenant rights"),
        new(
            "GET /api/stats",
            "/api/stats",
            200,
            "total_orders by_status.pending by_status.paying by_status.completed by_status.failed by_status.cancelled "
                + "by_status.refunded currency total_revenue today.date today.order_count today.completed today.failed "
                + "today.revenue as_of"
        ),
        new("GET /api/v1/orders", "/api/v1/orders?limit=10", 200, $"{Order} {Paged}"),
        new(
            "GET /api/v1/orders/{id}",
            "/api/v1/orders/{order}",
            200,
            string.Join(' ', Order.Split(' ').Select(f => $"order.{f}"))
                + " order.delivery_amount order.fee_amount order.tax_amount order.payment_url checkout"
                + " lines[].line_no lines[].product_id lines[].sku lines[].name lines[].quantity lines[].unit_price lines[].total"
        ),
        new(
            "GET /api/v1/products",
            "/api/v1/products?search=product&per_page=5",
            200,
            $"{Product} {Paged}"
        ),
        new("GET /api/v1/products/{id}", "/api/v1/products/{product}", 200, Product),
        new(
            "PUT /api/v1/customers/{reference}",
            "/api/v1/customers/C-1",
            200,
            "customer_reference name email",
            """{"name":"Ada Byron","email":"ada@example.com"}"""
        ),
        new(
            "POST /api/v1/carts",
            "/api/v1/carts",
            200,
            "id currency expires_at customer_reference address delivery payment lines order_id"
                + Totals,
            """{"currency":"GBP","customer_reference":"C-1"}"""
        ),
        new("GET /api/v1/carts/{id}", "/api/v1/carts/{cart}", 200, Cart),
        new(
            "POST /api/v1/carts/{id}/lines",
            "/api/v1/carts/{cart}/lines",
            200,
            Cart,
            """{"lines":[{"product_id":{product},"quantity":1}]}"""
        ),
        new(
            "PUT /api/v1/carts/{id}/lines/{productId}",
            "/api/v1/carts/{cart}/lines/{product}",
            200,
            Cart,
            """{"quantity":2}"""
        ),
        new(
            "DELETE /api/v1/carts/{id}/lines/{productId}",
            "/api/v1/carts/{cart}/lines/{product}",
            200,
            Cart
        ),
        new(
            "PUT /api/v1/carts/{id}/address",
            "/api/v1/carts/{cart}/address",
            200,
            Cart,
            TestShop.Address
        ),
        new(
            "GET /api/v1/carts/{id}/delivery-options",
            "/api/v1/carts/{cart}/delivery-options",
            200,
            "code name price"
        ),
        new(
            "PUT /api/v1/carts/{id}/delivery-option",
            "/api/v1/carts/{cart}/delivery-option",
            200,
            Cart,
            """{"code":"express"}"""
        ),
        new(
            "GET /api/v1/carts/{id}/payment-methods",
            "/api/v1/carts/{cart}/payment-methods",
            200,
            "code name fee"
        ),
        new(
            "PUT /api/v1/carts/{id}/payment-method",
            "/api/v1/carts/{cart}/payment-method",
            200,
            Cart,
            """{"code":"card"}"""
        ),
        new(
            "GET /api/v1/wallets",
            "/api/v1/wallets?customer_reference={buyer}",
            200,
            "id customer_reference currency balance available opened_at closed_at"
        ),
        new(
            "GET /api/v1/wallets/{id}/movements",
            "/api/v1/wallets/{wallet}/movements",
            200,
            $"entry_id booked_at kind description order_id currency amount balance {Paged}"
        ),
        new(
            "POST /api/v1/top-ups",
            "/api/v1/top-ups",
            200,
            TopUp,
            """{"customer_reference":"{buyer}","currency":"GBP","amount":25.00}"""
        ),
        new("GET /api/v1/top-ups/{id}", "/api/v1/top-ups/{top_up}", 200, TopUp),
        new(
            "GET /api/v1/payout-runs",
            "/api/v1/payout-runs?status=approved&currency=GBP",
            200,
            $"{PayoutRun} {Paged}"
        ),
        new("GET /api/v1/payout-runs/{id}", "/api/v1/payout-runs/{run}", 200, PayoutRun),
        new(
            "POST /api/v1/payout-runs/{id}/approve",
            "/api/v1/payout-runs/{waiting_run}/approve",
            200,
            PayoutRun,
            $$"""{"proof":"{{TestPeople.Password}}"}"""
        ),
        new(
            "POST /api/v1/payout-runs/{id}/confirm",
            "/api/v1/payout-runs/{run}/confirm",
            200,
            PayoutRun,
            """{"payout_ids":[{payout}]}"""
        ),
        new(
            "POST /api/v1/payout-runs/{id}/cancel",
            "/api/v1/payout-runs/{other_run}/cancel",
            200,
            PayoutRun
        ),
        new(
            "GET /api/v1/payout-runs/preview",
            "/api/v1/payout-runs/preview?currency=GBP&include_not_due=true",
            200,
            "currency total left shops[].seller_id shops[].seller_name shops[].balance shops[].held shops[].reserve shops[].amount "
                + "shops[].skip shops[].due_on shops[].method"
        ),
        new(
            "POST /api/v1/payout-runs",
            "/api/v1/payout-runs",
            200,
            PayoutRun,
            """{"currency":"GBP","include_not_due":true}"""
        ),
        new(
            "GET /api/v1/payouts",
            "/api/v1/payouts?run_id={run}&status=paid",
            200,
            $"{Payout} {Paged}"
        ),
        new("GET /api/v1/payouts/{id}", "/api/v1/payouts/{payout}", 200, Payout),
        new(
            "POST /api/v1/payouts/{id}/return",
            "/api/v1/payouts/{payout}/return",
            200,
            Payout,
            """{"reason":"Account closed"}"""
        ),
        new(
            "GET /api/v1/debts",
            "/api/v1/debts?currency=GBP&age=within30_days&search=debtor",
            200,
            $"{Debt} {Paged}"
        ),
        new(
            "POST /api/v1/debt-repayments",
            "/api/v1/debt-repayments",
            200,
            Repayment,
            """{"seller_id":{debtor},"currency":"GBP","amount":10.00,"bank_reference":"First part","paid_on":"{today}"}"""
        ),
        new(
            "POST /api/v1/write-offs/{id}/approve",
            "/api/v1/write-offs/{write_off}/approve",
            200,
            WriteOff,
            $$"""{"proof":"{{TestPeople.Password}}"}"""
        ),
        new(
            "POST /api/v1/write-offs/{id}/refuse",
            "/api/v1/write-offs/{other_write_off}/refuse",
            200,
            WriteOff,
            """{"reason":"Still trading"}"""
        ),
        new(
            "POST /api/v1/write-offs",
            "/api/v1/write-offs",
            200,
            WriteOff,
            """{"seller_id":{debtor},"currency":"GBP","amount":5.00,"reason":"Shop closed"}"""
        ),
        new(
            "GET /api/v1/debts/{id}",
            "/api/v1/debts/{debtor}?currency=GBP",
            200,
            string.Join(
                ' ',
                Debt.Split(' ')
                    .Select(f => $"debt.{f}")
                    .Concat(Repayment.Split(' ').Select(f => $"repayments[].{f}"))
                    .Concat(WriteOff.Split(' ').Select(f => $"write_offs[].{f}"))
            )
        ),
        new("POST /api/v1/carts/{id}/complete", "/api/v1/carts/{cart}/complete", 200, PlacedOrder),
        new(
            "POST /api/v1/orders",
            "/api/v1/orders",
            200,
            PlacedOrder,
            $$"""
            {"customer_reference":"C-1","lines":[{"product_id":{product},"quantity":1}],"address":{{TestShop.Address}},
                "delivery_option":"standard","payment_method":"card"}
            """
        ),
        new(
            "POST /api/v1/orders/{id}/cancel",
            "/api/v1/orders/{pending}/cancel",
            200,
            "order_id status ended_at"
        ),
        new(
            "GET /api/kpis/daily",
            "/api/kpis/daily?date=2026-01-31",
            200,
            "date total_revenue order_count average_order_value unique_customers"
        ),
        new(
            "GET /api/kpis/range",
            "/api/kpis/range?start_date=2026-01-01&end_date=2026-01-31",
            200,
            "start_date end_date currency "
                + string.Join(' ', Day.Split(' ').Select(f => $"days[].{f}"))
                + string.Concat(Day.Split(' ').Skip(1).Select(f => $" total.{f}"))
        ),
        new(
            "GET /api/kpis/realtime",
            "/api/kpis/realtime",
            200,
            "revenue successful_orders failed_orders minutes[].minute minutes[].revenue minutes[].completed minutes[].failed "
                + "as_of source "
                + string.Join(' ', Day.Split(' ').Select(f => $"today.{f}"))
        ),
        new(
            "GET /api/leaderboard/customers",
            "/api/leaderboard/customers?limit=5",
            200,
            "rank customer_id customer_name order_count total_spent"
        ),
        new(
            "GET /api/leaderboard/customers/{id}/rank",
            "/api/leaderboard/customers/{customer}/rank",
            200,
            "rank customer_id customer_name order_count total_spent total_customers"
        ),
        new(
            "GET /api/leaderboard/products",
            "/api/leaderboard/products",
            200,
            "rank product_id sku product_name order_count quantity_sold total_revenue"
        ),
        new("POST /api/leaderboard/rebuild", "/api/leaderboard/rebuild", 202, "job_id"),
        new(
            "GET /api/v1/analytics/daily/{date}",
            "/api/v1/analytics/daily/2026-01-31",
            200,
            string.Join(' ', Day.Split(' ').Select(f => $"kpis.{f}"))
                + " leaderboard[].rank leaderboard[].customer_id leaderboard[].total_spent date generated_at"
        ),
        new(
            "GET /api/v1/analytics/leaderboard/{date}",
            "/api/v1/analytics/leaderboard/2026-01-31?limit=100",
            200,
            "rank customer_id total_spent"
        ),
        new("GET /api/v1/analytics/kpis", "/api/v1/analytics/kpis?start_date={today}", 200, Day),
        new(
            "GET /api/notifications",
            "/api/notifications?type=failed&channel=email&status=failed&from_date=2026-01-01&to_date=2100-01-01",
            200,
            $"{Notification} {Paged}"
        ),
        new(
            "GET /api/notifications/order/{orderId}",
            "/api/notifications/order/{order}",
            200,
            $"{Notification} {Paged}"
        ),
        new(
            "GET /api/notifications/recent",
            "/api/notifications/recent",
            200,
            $"{Notification} {Paged}"
        ),
        new(
            "GET /api/notifications/stats",
            "/api/notifications/stats",
            200,
            "total_notifications success_notifications failed_notifications sent_notifications pending_notifications "
                + "failed_sends by_channel.email today.total today.success today.failed"
        ),
        new(
            "POST /api/notifications/{id}/resend",
            "/api/notifications/{notification}/resend",
            202,
            "id"
        ),
        new(
            "GET /api/notifications/preferences/{customerId}",
            "/api/notifications/preferences/{customer}",
            200,
            "kind channel chosen default is_on"
        ),
        new(
            "PUT /api/notifications/preferences/{customerId}",
            "/api/notifications/preferences/{customer}",
            204,
            "",
            """{"kind":"order_failed","channel":"email","is_on":false}"""
        ),
    ];
}
