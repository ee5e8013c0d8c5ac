using System.Net.Http.Json;
using Npgsql;
using Portal.Core.Payments.Gateways;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// What must hold after every test, whatever it did. One query per invariant, answering the rows
/// that break it; each module adds its own.
/// </summary>
public static class InvariantChecker
{
    private static readonly (string Name, string Violations)[] Invariants =
    [
        (
            "every event belongs to a tenant that exists",
            "SELECT e.id FROM events.log e LEFT JOIN tenancy.tenants t ON t.id = e.tenant_id WHERE t.id IS NULL"
        ),
        (
            "reserved stock is the sum of the product's holds",
            """
            SELECT s.product_id, s.reserved, coalesce(h.held, 0) AS held FROM inventory.stock_items s
            LEFT JOIN (SELECT product_id, sum(quantity) AS held FROM inventory.holds GROUP BY product_id) h USING (product_id)
            WHERE s.reserved <> coalesce(h.held, 0)
            """
        ),
        (
            "only orders under way hold stock",
            "SELECT h.order_id FROM inventory.holds h LEFT JOIN orders.orders o ON o.id = h.order_id WHERE o.status IS DISTINCT FROM 'paying'"
        ),
        (
            "stock on hand is the sum of its movements",
            """
            SELECT s.product_id FROM inventory.stock_items s
            LEFT JOIN (SELECT product_id, sum(quantity) AS moved FROM inventory.movements GROUP BY product_id) m USING (product_id)
            WHERE m.moved IS NOT NULL AND s.on_hand <> m.moved
            """
        ),
        (
            "a completed order has exactly one captured payment, unless it is history; a failed one has none",
            """
            SELECT o.id, o.status, count(a.id) AS captured FROM orders.orders o
            LEFT JOIN payments.attempts a ON a.order_id = o.id AND a.status = 'captured'
            WHERE NOT o.is_history AND o.channel <> 'demo' AND o.status IN ('completed', 'failed')
            GROUP BY o.id HAVING count(a.id) <> CASE o.status WHEN 'completed' THEN 1 ELSE 0 END
            """
        ),
        (
            "an order's total is its lines, delivery and fee, and the sum of its parts per shop in every amount",
            """
            SELECT o.id, o.total_minor FROM orders.orders o WHERE o.line_count > 0 AND
                ((SELECT coalesce(sum(total_minor), 0) FROM orders.order_lines l WHERE l.order_id = o.id)
                    + o.delivery_minor + o.fee_minor <> o.total_minor
                OR (SELECT (coalesce(sum(total_minor), 0), coalesce(sum(delivery_minor), 0), coalesce(sum(fee_minor), 0),
                        coalesce(sum(tax_minor), 0)) FROM orders.seller_parts p WHERE p.order_id = o.id)
                    <> (o.total_minor::numeric, o.delivery_minor::numeric, o.fee_minor::numeric, o.tax_minor::numeric)
                OR (SELECT count(*) FROM orders.order_lines l WHERE l.order_id = o.id) <> o.line_count)
            """
        ),
        (
            "what one shop has of an order is its lines and its share of delivery and fee",
            """
            SELECT p.order_id, p.seller_id FROM orders.seller_parts p JOIN orders.orders o ON o.id = p.order_id AND o.channel = 'api'
            WHERE p.total_minor - p.delivery_minor - p.fee_minor <> (SELECT coalesce(sum(l.total_minor), 0)
                FROM orders.order_lines l WHERE l.order_id = p.order_id AND l.seller_id = p.seller_id)
            """
        ),
        (
            "a cart that became an order became one that is there, and no two became the same",
            """
            SELECT c.order_id FROM orders.carts c LEFT JOIN orders.orders o ON o.id = c.order_id AND o.tenant_id = c.tenant_id
            WHERE c.order_id IS NOT NULL GROUP BY c.order_id HAVING count(*) > 1 OR count(o.id) = 0
            """
        ),
        (
            "an order's refunds add up to what it says and never exceed its total",
            """
            SELECT o.id FROM orders.orders o LEFT JOIN orders.refunds r ON r.order_id = o.id
            GROUP BY o.id HAVING coalesce(sum(r.amount_minor), 0) <> o.refunded_minor
            """
        ),
        (
            "an order ended as often as its events say: once more than it was retried",
            """
            SELECT o.id FROM orders.orders o JOIN events.log e ON e.subject_id = o.id AND e.subject_kind = 'order'
                AND e.kind IN ('order.completed', 'order.failed', 'order.retried')
            WHERE o.status IN ('completed', 'failed')
            GROUP BY o.id HAVING count(*) FILTER (WHERE e.kind <> 'order.retried')
                <> 1 + count(*) FILTER (WHERE e.kind = 'order.retried')
            """
        ),
        (
            "the daily figures are the sums of the orders, once the consumer has read every event",
            $"""
            SELECT coalesce(e.tenant_id, t.tenant_id), coalesce(e.currency, t.currency), coalesce(e.day, t.day), e.paid, t.paid_orders
            FROM (
                SELECT tenant_id, currency, day, sum(revenue) AS revenue, sum(paid) AS paid, sum(customers) AS customers,
                    sum(completed) AS completed, sum(failed) AS failed, sum(refunded) AS refunded
                FROM (
                    SELECT o.tenant_id, o.currency, (placed_at AT TIME ZONE z.time_zone)::date AS day, sum(total_minor) AS revenue,
                        count(*) AS paid, count(DISTINCT customer_id) AS customers, 0 AS completed, 0 AS failed, 0 AS refunded
                    FROM orders.orders o JOIN tenancy.tenants z ON z.id = o.tenant_id
                    WHERE o.status IN ('completed', 'refunded') GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT o.tenant_id, o.currency, (ended_at AT TIME ZONE z.time_zone)::date, 0, 0, 0,
                        count(*) FILTER (WHERE o.status <> 'failed'), count(*) FILTER (WHERE o.status = 'failed'), 0
                    FROM orders.orders o JOIN tenancy.tenants z ON z.id = o.tenant_id
                    WHERE o.status IN ('completed', 'refunded', 'failed') GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT r.tenant_id, r.currency, (issued_at AT TIME ZONE z.time_zone)::date, 0, 0, 0, 0, 0, sum(amount_minor)
                    FROM orders.refunds r JOIN tenancy.tenants z ON z.id = r.tenant_id GROUP BY 1, 2, 3
                ) part GROUP BY 1, 2, 3
            ) e
            FULL JOIN (SELECT * FROM analytics.daily_figures WHERE seller_id = 0) t
                ON t.tenant_id = e.tenant_id AND t.currency = e.currency AND t.day = e.day
            WHERE (coalesce(e.revenue, 0), coalesce(e.paid, 0), coalesce(e.customers, 0), coalesce(e.completed, 0),
                    coalesce(e.failed, 0), coalesce(e.refunded, 0))
                <> (coalesce(t.revenue_minor, 0), coalesce(t.paid_orders, 0), coalesce(t.customers, 0),
                    coalesce(t.completed, 0), coalesce(t.failed, 0), coalesce(t.refund_minor, 0))
                AND ({FiguresAreDrained})
            """
        ),
        (
            "every entry of the ledger has postings, and they add up to zero in each currency",
            """
            SELECT coalesce(e.id, p.entry_id), p.currency, sum(p.amount_minor) FROM ledger.entries e
            FULL JOIN ledger.postings p ON p.entry_id = e.id AND p.booked_at = e.booked_at AND p.tenant_id = e.tenant_id
            GROUP BY 1, 2 HAVING sum(p.amount_minor) IS DISTINCT FROM 0 OR bool_or(e.id IS NULL)
            """
        ),
        (
            "what waits for its buyer is an order's last try, is being paid, and has an address to pay at",
            """
            SELECT a.key, o.status FROM payments.attempts a LEFT JOIN orders.orders o ON o.id = a.order_id
            WHERE a.status = 'waiting' AND (o.status IS DISTINCT FROM 'paying' OR o.attempt <> a.attempt
                OR a.payment_url IS NULL OR a.gateway_reference IS NULL OR a.answered_at IS NOT NULL)
            """
        ),
        (
            "what gateways captured is in the books, once and to the cent",
            """
            SELECT a.key, e.key, p.minor FROM (SELECT * FROM payments.attempts WHERE status = 'captured' AND amount_minor > 0) a
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'order.captured') e
                ON e.tenant_id = a.tenant_id AND e.key = 'capture-' || a.key
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'escrow') p ON true
            WHERE a.amount_minor IS DISTINCT FROM -p.minor OR a.currency IS DISTINCT FROM p.currency
            """
        ),
        (
            "escrow holds the sales that are not released, once settlement has read every event",
            $"""
            SELECT tenant_id, currency, e.minor, s.minor AS sales FROM (
                SELECT a.tenant_id, a.currency, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'escrow') e
            FULL JOIN (SELECT tenant_id, currency, sum(gross_minor - refunded_minor) AS minor FROM settlement.sales
                WHERE status IN ('held', 'frozen') GROUP BY 1, 2) s USING (tenant_id, currency)
            WHERE coalesce(e.minor, 0) <> coalesce(s.minor, 0) AND ({SettlementIsDrained})
            """
        ),
        (
            "a sale has a rule that held when it was paid",
            """
            SELECT s.order_id, s.line_no, r.id FROM settlement.sales s JOIN settlement.commission_rules r ON r.id = s.commission_rule_id
            WHERE s.captured_at < r.starts_at OR s.captured_at >= r.ends_at OR r.tenant_id <> s.tenant_id
            """
        ),
        (
            "rules of two published sets never hold at once",
            """
            SELECT a.id, b.id FROM settlement.commission_rules a JOIN settlement.commission_rules b
                ON b.tenant_id = a.tenant_id AND b.set_id > a.set_id
            WHERE tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
            """
        ),
        (
            "a seller is owed what was released to them, less what was refunded since and what went out in payouts",
            """
            SELECT tenant_id, owner, currency, b.minor, s.minor AS sales FROM (
                SELECT a.tenant_id, a.owner, a.currency, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'seller_payable' AND EXISTS (
                    SELECT FROM settlement.sales x WHERE 'seller-' || x.seller_id = a.owner AND x.tenant_id = a.tenant_id)) b
            FULL JOIN (SELECT tenant_id, 'seller-' || seller_id AS owner, currency,
                    sum(gross_minor - refunded_minor
                        - commission_minor + round(commission_minor * refunded_minor::numeric / gross_minor)
                        - tax_minor + round(tax_minor * refunded_minor::numeric / gross_minor)) AS minor
                FROM settlement.sales WHERE status = 'released' GROUP BY 1, 2, 3) s USING (tenant_id, owner, currency)
            LEFT JOIN (SELECT tenant_id, 'seller-' || seller_id AS owner, currency, sum(amount_minor) AS minor
                FROM settlement.payouts WHERE status IN ('sent', 'paid') GROUP BY 1, 2, 3) p USING (tenant_id, owner, currency)
            WHERE coalesce(b.minor, 0) <> coalesce(s.minor, 0) - coalesce(p.minor, 0)
            """
        ),
        (
            "what is on its way to the bank is in payout clearing, and the bank account has what the bank paid and statements brought",
            """
            SELECT tenant_id, currency, kind, b.minor, p.minor AS payouts FROM (
                SELECT a.tenant_id, a.currency, a.kind, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'payout_clearing' OR a.kind = 'bank') b
            FULL JOIN (SELECT tenant_id, currency, kind, sum(minor) AS minor FROM (
                    SELECT tenant_id, currency, CASE status WHEN 'sent' THEN 'payout_clearing' ELSE 'bank' END AS kind,
                        amount_minor AS minor FROM settlement.payouts WHERE status IN ('sent', 'paid')
                    UNION ALL
                    SELECT l.tenant_id, l.currency, 'bank', -l.amount_minor - coalesce(p.amount_minor, 0)
                    FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id AND s.source = 'bank'
                    LEFT JOIN settlement.payouts p ON l.target_kind = 'payout' AND p.id = l.target_id
                    WHERE l.status = 'booked' OR l.target_kind IN ('settlement', 'payout')
                    UNION ALL SELECT tenant_id, from_currency, 'bank', from_minor FROM ledger.exchanges
                    UNION ALL SELECT tenant_id, to_currency, 'bank', -to_minor FROM ledger.exchanges) moved
                GROUP BY 1, 2, 3) p USING (tenant_id, currency, kind)
            WHERE coalesce(b.minor, 0) <> coalesce(p.minor, 0) AND (
                EXISTS (SELECT FROM settlement.payouts x WHERE x.tenant_id = coalesce(b.tenant_id, p.tenant_id))
                OR EXISTS (SELECT FROM settlement.statements x WHERE x.tenant_id = coalesce(b.tenant_id, p.tenant_id)))
            """
        ),
        (
            "a gateway owes what it took and did not give back, keep or pay, as far as its statements are settled",
            """
            SELECT b.tenant_id, b.owner, b.currency, b.minor, coalesce(c.minor, 0) + coalesce(l.minor, 0) AS expected FROM (
                SELECT a.tenant_id, a.owner, a.currency, b.minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'gateway_clearing') b
            LEFT JOIN (SELECT tenant_id, gateway, currency, sum(minor) AS minor FROM (
                    SELECT tenant_id, gateway, currency, amount_minor AS minor FROM payments.attempts WHERE status = 'captured'
                    UNION ALL SELECT tenant_id, gateway, currency, -amount_minor FROM payments.refunds WHERE status = 'sent'
                    UNION ALL SELECT tenant_id, gateway, currency, amount_minor FROM wallets.top_ups WHERE status = 'captured'
                    UNION ALL SELECT tenant_id, account, currency, amount_minor FROM settlement.differences
                    WHERE source = 'gateway' AND line_id IS NULL AND resolution = 'booked') ours GROUP BY 1, 2, 3) c
                ON c.tenant_id = b.tenant_id AND c.gateway = b.owner AND c.currency = b.currency
            LEFT JOIN (SELECT l.tenant_id, s.account, l.currency, sum(
                    CASE WHEN l.status IN ('matched', 'booked') THEN l.amount_minor ELSE 0 END
                    - CASE WHEN l.fee_entry_key IS NOT NULL AND l.kind <> 'fee' OR l.kind = 'fee' AND l.status = 'booked'
                        THEN l.fee_minor ELSE 0 END
                    - coalesce(a.amount_minor, 0) - coalesce(u.amount_minor, 0) + coalesce(r.amount_minor, 0)) AS minor
                FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id AND s.source = 'gateway'
                LEFT JOIN payments.attempts a ON l.target_kind = 'charge' AND a.id = l.target_id
                LEFT JOIN payments.refunds r ON l.target_kind = 'refund' AND r.refund_id = l.target_id
                LEFT JOIN wallets.top_ups u ON l.target_kind = 'top_up' AND u.id = l.target_id
                GROUP BY 1, 2, 3) l ON l.tenant_id = b.tenant_id AND l.account = b.owner AND l.currency = b.currency
            WHERE b.minor <> coalesce(c.minor, 0) + coalesce(l.minor, 0)
                AND EXISTS (SELECT FROM settlement.statements x WHERE x.tenant_id = b.tenant_id AND x.account = b.owner)
            """
        ),
        (
            "a line of a statement that is settled has its entry, and its fee too; one that is not has none",
            """
            SELECT l.id, l.status FROM settlement.statement_lines l
            LEFT JOIN ledger.entry_keys k ON k.tenant_id = l.tenant_id AND k.key = l.entry_key
            LEFT JOIN ledger.entry_keys f ON f.tenant_id = l.tenant_id AND f.key = l.fee_entry_key
            WHERE l.status IN ('matched', 'booked') AND (k.key IS NULL AND l.target_kind IS DISTINCT FROM 'payout_run'
                    OR l.fee_minor <> 0 AND f.key IS NULL)
                OR l.status IN ('open', 'ignored') AND (l.entry_key IS NOT NULL
                    OR l.fee_entry_key IS NOT NULL AND l.kind <> 'settlement')
            """
        ),
        (
            "nothing of ours has two lines, and the two lines of a settlement name each other",
            """
            SELECT tenant_id, target_kind, target_id FROM settlement.statement_lines
            WHERE status = 'matched' AND target_kind <> 'settlement' GROUP BY 1, 2, 3 HAVING count(*) > 1
            UNION ALL
            SELECT g.tenant_id, g.target_kind, g.id FROM settlement.statement_lines g
            LEFT JOIN settlement.statement_lines b ON b.id = g.target_id AND b.target_kind = 'settlement'
                AND b.currency = g.currency AND b.entry_key = g.entry_key
            WHERE g.kind = 'settlement' AND g.status = 'matched' AND b.id IS NULL
            """
        ),
        (
            "the lines of a statement lead from its opening to its closing balance",
            """
            SELECT s.id FROM settlement.statements s LEFT JOIN settlement.statement_lines l ON l.statement_id = s.id
            GROUP BY s.id HAVING s.opening_minor + coalesce(sum(l.amount_minor - l.fee_minor), 0) <> s.closing_minor
                OR count(l.id) <> s.line_count
            """
        ),
        (
            "where every line of a bank is matched and every paid payout has one, the bank account has what the bank says",
            """
            SELECT b.tenant_id, b.currency, b.minor, s.minor AS stated FROM (
                SELECT a.tenant_id, a.currency, b.minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'bank') b
            JOIN (SELECT tenant_id, currency, sum(closing_minor - opening_minor) AS minor FROM settlement.statements
                WHERE source = 'bank' GROUP BY 1, 2) s USING (tenant_id, currency)
            WHERE b.minor <> s.minor
                AND NOT EXISTS (SELECT FROM settlement.statement_lines l JOIN settlement.statements t ON t.id = l.statement_id
                    WHERE t.source = 'bank' AND l.tenant_id = b.tenant_id AND l.currency = b.currency
                        AND l.status IN ('open', 'ignored'))
                AND NOT EXISTS (SELECT FROM ledger.exchanges e WHERE e.tenant_id = b.tenant_id)
                AND NOT EXISTS (SELECT FROM settlement.payouts p WHERE p.tenant_id = b.tenant_id AND p.currency = b.currency
                    AND p.status = 'paid' AND NOT EXISTS (SELECT FROM settlement.statement_lines l WHERE l.tenant_id = p.tenant_id
                        AND (l.target_kind = 'payout' AND l.target_id = p.id OR l.target_kind = 'payout_run' AND l.target_id = p.run_id)))
            """
        ),
        (
            "a waiting payout holds its amount, in one pending hold, until its run has waited too long",
            """
            SELECT p.id, p.amount_minor, h.amount_minor AS held FROM settlement.payouts p
            LEFT JOIN ledger.holds h ON h.id = p.hold_id
            WHERE p.status = 'submitted' AND (h.status NOT IN ('pending', 'expired') OR h.amount_minor IS DISTINCT FROM p.amount_minor)
            """
        ),
        (
            "a run is the sum of its payouts, and nobody approved their own",
            """
            SELECT r.id FROM settlement.payout_runs r JOIN settlement.payouts p ON p.run_id = r.id
            GROUP BY r.id HAVING count(*) <> r.count OR sum(p.amount_minor) <> r.total_minor OR r.submitted_by = r.approved_by
            """
        ),
        (
            "a sale in a payout is released, of its shop and currency, and the payout was not given back",
            """
            SELECT s.order_id, s.line_no, p.id FROM settlement.sales s JOIN settlement.payouts p ON p.id = s.payout_id
            WHERE s.status <> 'released' OR s.seller_id <> p.seller_id OR s.currency <> p.currency
                OR s.tenant_id <> p.tenant_id OR p.status IN ('cancelled', 'returned')
            """
        ),
        (
            "no order's buyer gets back more than a gateway captured, and what is sent is what was recorded",
            """
            SELECT r.order_id, sum(r.amount_minor) FROM payments.refunds r GROUP BY 1
            HAVING sum(r.amount_minor) > (SELECT coalesce(sum(a.amount_minor), 0) FROM payments.attempts a
                    WHERE a.order_id = r.order_id AND a.status = 'captured')
                OR bool_or(NOT EXISTS (SELECT FROM orders.refunds o WHERE o.id = r.refund_id AND o.order_id = r.order_id
                    AND o.tenant_id = r.tenant_id AND o.amount_minor = r.amount_minor AND o.currency = r.currency))
            """
        ),
        (
            "what was granted adds up to its lines",
            """
            SELECT g.refund_id FROM returns.refund_grants g JOIN returns.refund_grant_lines l USING (refund_id)
            GROUP BY g.refund_id, g.amount_minor HAVING sum(l.amount_minor) <> g.amount_minor
            """
        ),
        (
            "a refund that was sent is in the books, once and to the cent",
            """
            SELECT r.refund_id, e.key, p.minor FROM (SELECT * FROM payments.refunds WHERE status = 'sent') r
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'refund.sent') e
                ON e.tenant_id = r.tenant_id AND e.key = 'refund-sent-' || r.refund_id
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind IN ('gateway_clearing', 'wallet')) p ON true
            WHERE r.amount_minor IS DISTINCT FROM -p.minor OR r.currency IS DISTINCT FROM p.currency
            """
        ),
        (
            "what is owed to buyers was granted and booked, and not sent yet",
            """
            SELECT tenant_id, currency, b.minor, r.minor AS refunds FROM (
                SELECT a.tenant_id, a.currency, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'refunds') b
            FULL JOIN (
                SELECT r.tenant_id, r.currency, sum(r.amount_minor * ((k.key IS NOT NULL)::int - (r.status = 'sent')::int)) AS minor
                FROM payments.refunds r LEFT JOIN ledger.entry_keys k
                    ON k.tenant_id = r.tenant_id AND k.key = 'refund-' || r.refund_id GROUP BY 1, 2) r
                USING (tenant_id, currency)
            WHERE coalesce(b.minor, 0) <> coalesce(r.minor, 0)
            """
        ),
        (
            "every wallet is an account of its customer and currency that holds at least what is held of it, and every such account a wallet",
            """
            SELECT a.id, w.wallet_id, -b.minor, b.held_minor FROM (SELECT * FROM ledger.accounts WHERE kind = 'wallet' AND owner LIKE 'customer-%') a
            JOIN ledger.balances b ON b.account_id = a.id
            FULL JOIN wallets.wallets w ON w.wallet_id = a.id AND w.tenant_id = a.tenant_id AND w.currency = a.currency
                AND a.owner = 'customer-' || w.customer_id
            WHERE -b.minor < b.held_minor OR w.wallet_id IS NULL AND EXISTS (SELECT FROM orders.customers c WHERE 'customer-' || c.id = a.owner)
                OR a.id IS NULL
            """
        ),
        (
            "a captured top-up is in the books, once and to the cent, and no other is",
            """
            SELECT t.key, e.key, p.minor FROM (SELECT * FROM wallets.top_ups WHERE status = 'captured') t
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'wallet.topped_up') e
                ON e.tenant_id = t.tenant_id AND e.key = 'wallet-' || t.key
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency, p.account_id FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'wallet') p ON true
            WHERE t.amount_minor IS DISTINCT FROM -p.minor OR t.currency IS DISTINCT FROM p.currency OR t.wallet_id IS DISTINCT FROM p.account_id
            """
        ),
        (
            "what finance credited and debited is in the books, once and to the cent",
            """
            SELECT a.id, e.key, p.minor FROM wallets.adjustments a
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind IN ('wallet.credited', 'wallet.debited')) e
                ON e.tenant_id = a.tenant_id AND e.key = 'wallet-adjustment-' || a.id
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.account_id FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'wallet') p ON true
            WHERE CASE a.direction WHEN 'credit' THEN -a.amount_minor ELSE a.amount_minor END IS DISTINCT FROM p.minor
                OR a.wallet_id IS DISTINCT FROM p.account_id
            """
        ),
        (
            "what was paid with a wallet left it once and to the cent, and what left it was paid or is being paid",
            """
            SELECT a.key, e.key, p.minor FROM (SELECT * FROM payments.attempts WHERE gateway = 'wallet' AND status = 'captured'
                AND amount_minor > 0) a
            FULL JOIN (SELECT * FROM ledger.entries e WHERE e.kind = 'wallet.paid' AND NOT EXISTS (SELECT FROM payments.attempts x
                WHERE x.status IN ('created', 'unknown') AND x.tenant_id = e.tenant_id AND e.key = 'wallet-pay-' || x.key)) e
                ON e.tenant_id = a.tenant_id AND e.key = 'wallet-pay-' || a.key
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'wallet') p ON true
            WHERE a.amount_minor IS DISTINCT FROM p.minor OR a.currency IS DISTINCT FROM p.currency
            """
        ),
        (
            "a refund granted to the wallet is in the wallet of its order's customer",
            """
            SELECT g.refund_id FROM returns.refund_grants g JOIN orders.orders o ON o.id = g.order_id
            WHERE g.destination = 'wallet' AND NOT EXISTS (SELECT FROM ledger.entry_keys k
                JOIN ledger.postings p ON p.entry_id = k.entry_id AND p.tenant_id = k.tenant_id
                JOIN wallets.wallets w ON w.wallet_id = p.account_id AND w.customer_id = o.customer_id
                WHERE k.tenant_id = g.tenant_id AND k.key = 'refund-sent-' || g.refund_id AND p.amount_minor = -g.amount_minor)
            """
        ),
        (
            "every try to send a refund is written down",
            """
            SELECT r.refund_id, r.attempts FROM payments.refunds r
            WHERE r.attempts <> (SELECT count(*) FROM payments.refund_attempts a WHERE a.refund_id = r.refund_id)
            """
        ),
        (
            "an account's balance is the sum of its postings",
            """
            SELECT coalesce(b.account_id, p.account_id), b.minor, p.minor AS postings FROM ledger.balances b
            FULL JOIN (SELECT account_id, sum(amount_minor) AS minor FROM ledger.postings GROUP BY 1) p USING (account_id)
            WHERE b.minor IS DISTINCT FROM coalesce(p.minor, 0)
            """
        ),
        (
            "what an account holds back is the sum of its pending holds",
            """
            SELECT b.account_id, b.held_minor, h.held FROM ledger.balances b
            LEFT JOIN (SELECT from_account_id, sum(amount_minor) AS held FROM ledger.holds WHERE status = 'pending' GROUP BY 1) h
                ON h.from_account_id = b.account_id
            WHERE b.held_minor <> coalesce(h.held, 0)
            """
        ),
        (
            "every seal follows the one before it, and covers the entries that are there",
            """
            SELECT s.tenant_id, s.number FROM (
                SELECT *, lag(hash) OVER chain AS hash_before, lag(through_at) OVER chain AS through_before,
                    row_number() OVER chain AS place
                FROM ledger.seals WINDOW chain AS (PARTITION BY tenant_id ORDER BY number)
            ) s
            WHERE s.number <> s.place OR s.previous_hash <> coalesce(s.hash_before, s.previous_hash)
                OR s.from_at <> coalesce(s.through_before, s.from_at)
                OR s.entries <> (SELECT count(*) FROM ledger.entries e
                    WHERE e.tenant_id = s.tenant_id AND e.booked_at >= s.from_at AND e.booked_at < s.through_at)
            """
        ),
        (
            "every row of a completed import is accepted, already there or rejected with a reason",
            """
            SELECT i.id FROM imports.imports i WHERE i.status = 'completed' AND (
                i.staged_rows <> i.rows_accepted + i.rows_already_there + i.rows_rejected
                OR i.rows_rejected <> (SELECT count(*) FROM imports.rejections r WHERE r.import_id = i.id)
                OR i.orders_created <> (SELECT count(*) FROM orders.orders o WHERE o.import_id = i.id))
            """
        ),
    ];

    /// <summary>True when the figures' consumer runs in this test and has read every event it wants.</summary>
    public const string FiguresAreDrained = """
        SELECT EXISTS (SELECT FROM events.cursors WHERE consumer = 'figures') AND NOT EXISTS (
            SELECT FROM events.log l JOIN events.cursors c ON c.consumer = 'figures'
            WHERE (l.xid, l.id) > (c.last_xid, c.last_id)
                AND l.kind IN ('order.completed', 'order.failed', 'order.retried', 'order.refunded'))
        """;

    /// <summary>True when settlement's consumer runs in this test and has read every event it wants.</summary>
    public const string SettlementIsDrained = """
        SELECT EXISTS (SELECT FROM events.cursors WHERE consumer = 'settlement') AND NOT EXISTS (
            SELECT FROM events.log l JOIN events.cursors c ON c.consumer = 'settlement'
            WHERE (l.xid, l.id) > (c.last_xid, c.last_id) AND l.kind IN ('order.completed', 'order.refunded'))
        """;

    /// <summary>What the simulated gateway has given back is what we sent, once and to the cent, and nothing else.</summary>
    public static async Task CheckRefundsAsync(TestPortal portal, HttpClient gateway)
    {
        var given = await gateway.GetFromJsonAsync<List<RefundAnswerMessage>>("refunds");
        Assert.Equal(
            await portal.AdminScalarAsync<string[]>(
                """
                SELECT array_agg(key || ' ' || charge_key || ' ' || amount_minor || ' ' || currency ORDER BY key COLLATE "C")
                FROM payments.refunds WHERE status = 'sent'
                """
            ) ?? [],
            given!.Select(r =>
                FormattableString.Invariant($"{r.Key} {r.ChargeKey} {r.AmountMinor} {r.Currency}")
            )
        );
    }

    public static async Task CheckAsync(string adminConnection)
    {
        await using var connection = new NpgsqlConnection(adminConnection);
        await connection.OpenAsync();
        foreach (var (name, violations) in Invariants)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT count(*), string_agg(v::text, '; ') FROM (SELECT * FROM ({violations}) all_rows LIMIT 5) v",
                connection
            );
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            Assert.True(
                reader.GetInt64(0) == 0,
                $"Invariant broken: {name}: {(reader.IsDBNull(1) ? "" : reader.GetString(1))}"
            );
        }
    }
}
