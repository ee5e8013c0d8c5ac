using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Security;

/// <summary>Rows that are about money.</summary>
internal sealed partial class OwnedRows
{
    private async Task<long> AddSaleAsync(TenantId tenant, SellerId shop)
    {
        var order = await new OrderBuilder(Portal).Of(tenant, shop).SaveAsync();
        return await Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO settlement.sales (order_id, line_no, tenant_id, seller_id, currency, gross_minor, commission_minor,
                tax_minor, refunded_minor, captured_at, due_at, status)
            VALUES ({order.Value}, 1, {tenant.Value}, {shop.Value}, 'GBP', 1000, 100, 20, 0, now(), now(), 'held')
            RETURNING order_id
            """
        );
    }

    private Task<long> AddCommissionRuleAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO settlement.commission_rules (tenant_id, name, position, rate_basis_points, fixed_minor, starts_at)
            VALUES ({tenant.Value}, 'Rule {number}', 1, 1000, 0, now()) RETURNING id
            """
        );

    private Task<long> AddCommissionSetAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $$"""
            INSERT INTO settlement.commission_sets (tenant_id, name, rules, created_at, created_by_name)
            VALUES ({{tenant.Value}}, 'Draft {{number}}', '[{"name": "All", "rate_basis_points": 100, "fixed_minor": 0}]', now(), 'worker')
            RETURNING id
            """
        );

    private Task<long> AddPayoutAccountAsync(TenantId tenant, SellerId shop) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO settlement.payout_accounts (seller_id, currency, tenant_id, holder_name, iban, schedule,
                minimum_minor, reserve_minor, is_paused_by_return, bank_changed_at)
            VALUES ({shop.Value}, 'GBP', {tenant.Value}, 'Holder', 'GB33BUKB20201555555555', 'weekly', 0, 0, false, now())
            ON CONFLICT (seller_id, currency) DO UPDATE SET holder_name = 'Holder', paused_reason = NULL
            RETURNING seller_id
            """
        );

    /// <summary>A run that was approved, and whose one payout came back: nothing of it is left in the books.</summary>
    private Task<long> AddPayoutAsync(TenantId tenant, SellerId shop, string answer) =>
        Portal.AdminScalarAsync<long>(
            $"""
            WITH payer AS (
                INSERT INTO settlement.terms (tenant_id, delivery_days, dispute_days, tax_basis_points, payer_name, payer_iban)
                VALUES ({tenant.Value}, 5, 14, 0, 'Payer', 'DE89370400440532013000') ON CONFLICT DO NOTHING
            ), run AS (
                INSERT INTO settlement.payout_runs (tenant_id, currency, status, count, total_minor, submitted_by_name,
                    submitted_at, approved_by_name, approved_at)
                VALUES ({tenant.Value}, 'GBP', 'approved', 1, 1000, 'worker', now(), 'Checker', now()) RETURNING id
            )
            INSERT INTO settlement.payouts (tenant_id, run_id, seller_id, currency, amount_minor, sales_minor, sales_count,
                reserve_minor, holder_name, iban, status)
            SELECT {tenant.Value}, run.id, {shop.Value}, 'GBP', 1000, 1000, 1, 0, 'Holder', 'GB33BUKB20201555555555', 'returned'
            FROM run RETURNING {answer}
            """
        );

    /// <summary>Of a paid order, refused by the gateway, and waiting for a person.</summary>
    private async Task<long> AddRefundAsync(TenantId tenant, SellerId shop)
    {
        var order = await new OrderBuilder(Portal).Of(tenant, shop).SaveAsync();
        var charge = new AttemptStart(tenant, order.Value, 1, new Money(1_000, Currency.Of("GBP")));
        await using (var scope = Portal.Scope(tenant))
        {
            await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
            await using var transaction = await connection.BeginTransactionAsync();
            await scope
                .Get<BookCaptures>()
                .HandleAsync(connection, transaction, [charge], "in_process", default);
            await transaction.CommitAsync();
        }

        return await Portal.AdminScalarAsync<long>(
            $"""
            WITH refunded AS (
                UPDATE orders.orders SET refunded_minor = 100 WHERE id = {order.Value}
            ), charge AS (
                INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway, created_at)
                VALUES ({tenant.Value}, {order.Value}, 1, '{charge.Key}', 1000, 'GBP', 'captured', 'in_process', now())
            ), refund AS (
                INSERT INTO orders.refunds (tenant_id, order_id, source_reference, amount_minor, currency, issued_at)
                VALUES ({tenant.Value}, {order.Value}, 'R-{order.Value}', 100, 'GBP', now()) RETURNING id
            )
            INSERT INTO payments.refunds (refund_id, tenant_id, order_id, charge_key, key, gateway, amount_minor, currency,
                status, attempts, requested_at)
            SELECT id, {tenant.Value}, {order.Value}, '{charge.Key}', 'refund-' || id, 'in_process', 100, 'GBP',
                'failed', 0, now() FROM refund
            RETURNING refund_id
            """
        );
    }
}
