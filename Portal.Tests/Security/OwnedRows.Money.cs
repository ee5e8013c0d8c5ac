using Portal.Core.Chargebacks;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Wallets;

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

    private Task<long> AddWebhookAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO payments.webhook_events
                (tenant_id, gateway, event_id, type, occurred_at, received_at, status, attempts, error, payload)
            VALUES ({tenant.Value}, 'stripe', 'evt_{number}', 'refund.failed', now(), now(), 'failed', 1, 'Refused', '{"{}"}')
            RETURNING id
            """
        );

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

    private Task<long> AddCategoryAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $$"""
            WITH category AS (
                INSERT INTO catalog.categories (tenant_id, name, ancestor_ids)
                VALUES ({{tenant.Value}}, 'Category {{number}}', '{}') RETURNING id, tenant_id
            )
            INSERT INTO settlement.category_terms (tenant_id, category_id, delivery_days, dispute_days)
            SELECT tenant_id, id, 5, 30 FROM category RETURNING category_id
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

    /// <summary>One that waits, of a shop that owes nothing any more.</summary>
    private Task<long> AddWriteOffAsync(TenantId tenant, SellerId shop) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO settlement.debt_write_offs (tenant_id, seller_id, account_id, currency, amount_minor, reason, status,
                requested_by, requested_by_name, requested_at)
            SELECT {tenant.Value}, {shop.Value}, 1 + coalesce(max(account_id), 0), 'GBP', 1000, 'Shop closed', 'requested', 0, 'Maker', now()
            FROM settlement.debt_write_offs RETURNING id
            """
        );

    /// <summary>A bank's statement with one line that nothing stands for.</summary>
    private Task<long> AddStatementAsync(TenantId tenant, long number, string answer) =>
        Portal.AdminScalarAsync<long>(
            $"""
            WITH statement AS (
                INSERT INTO settlement.statements (tenant_id, source, account, reference, currency, opening_minor, closing_minor,
                    from_day, through_day, line_count, content_hash, file_name, imported_by_name, imported_at)
                VALUES ({tenant.Value}, 'bank', 'GB33BUKB20201555555555', 'S-{number}', 'GBP', 0, -100, '2026-11-20', '2026-11-20', 1,
                    '', 's.csv', 'worker', now()) RETURNING id
            ), line AS (
                INSERT INTO settlement.statement_lines (tenant_id, statement_id, number, kind, currency, amount_minor, fee_minor,
                    booked_on, status)
                SELECT {tenant.Value}, id, 1, 'debit', 'GBP', -100, 0, '2026-11-20', 'open' FROM statement RETURNING id, statement_id
            )
            INSERT INTO settlement.differences (tenant_id, kind, status, source, account, line_id, currency, amount_minor, on_day,
                found_at, turn)
            SELECT {tenant.Value}, 'missing_here', 'open', 'bank', 'GB33BUKB20201555555555', id, 'GBP', -100, '2026-11-20', now(), 0
            FROM line RETURNING {(answer is "id" ? "id" : "(SELECT statement_id FROM line)")}
            """
        );

    /// <summary>One that was declined: nothing of it is in the books.</summary>
    private async Task<long> AddTopUpAsync(TenantId tenant, long number)
    {
        var wallet = await Portal.AddWalletAsync(tenant);
        return await Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO wallets.top_ups (tenant_id, wallet_id, amount_minor, currency, key, gateway, status, attempts,
                requested_at, ended_at)
            VALUES ({tenant.Value}, {wallet.Value}, 1000, 'GBP', 'matrix-{number}', 'in_process', 'declined', 1, now(), now())
            RETURNING id
            """
        );
    }

    private async Task<long> AddWalletOrderAsync(TenantId tenant, SellerId shop)
    {
        var order = await new OrderBuilder(Portal).Of(tenant, shop).SaveAsync();
        var wallet = await Portal.AddWalletAsync(tenant);
        return await Portal.AdminScalarAsync<long>(
            $"""
            UPDATE orders.orders SET customer_id = (SELECT customer_id FROM wallets.wallets WHERE wallet_id = {wallet.Value})
            WHERE id = {order.Value} RETURNING id
            """
        );
    }

    /// <summary>Of a paid order, refused by the gateway, and waiting for a person.</summary>
    private async Task<long> AddChargebackAsync(TenantId tenant, SellerId shop, long number)
    {
        var order = await AddSaleAsync(tenant, shop);
        var charge = new AttemptStart(
            tenant,
            order,
            1,
            new Money(1_000, Currency.Of("GBP")),
            "in_process"
        );
        await Portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway, created_at)
            VALUES ({tenant.Value}, {order}, 1, '{charge.Key}', 1000, 'GBP', 'captured', 'in_process', now());
            SELECT 1
            """
        );
        await using var scope = Portal.Scope(tenant);
        await using (var connection = await scope.Get<PortalConnections>().OpenAsync(default))
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await scope.Get<BookCaptures>().HandleAsync(connection, transaction, [charge], default);
            await transaction.CommitAsync();
        }

        var recorded = await scope
            .Get<RecordChargeback>()
            .HandleAsync(
                new(
                    new(order),
                    charge.Amount with
                    {
                        Minor = 100,
                    },
                    charge.Amount with
                    {
                        Minor = 0,
                    },
                    $"CB-{number}",
                    "fraudulent",
                    Portal.Clock.GetUtcNow().AddDays(7),
                    $"row-{number}"
                ),
                default
            );
        return recorded.Value.Value;
    }

    private async Task<long> AddEvidenceAsync(TenantId tenant, SellerId shop, long number)
    {
        var chargeback = await AddChargebackAsync(tenant, shop, number);
        await using (var scope = Portal.Scope(tenant))
        {
            var submitted = await scope
                .Get<SubmitEvidence>()
                .HandleAsync(new(new(chargeback)), default);
            Assert.False(submitted.Failed);
        }

        return await Portal.AdminScalarAsync<long>(
            $$"""
            INSERT INTO chargebacks.disputes (tenant_id, gateway, reference, status, chargeback_id, order_id, heard, attempts, doubts,
                noticed_at)
            SELECT tenant_id, 'stripe', 'du_e{{number}}', 'followed', id, order_id, 0, 0, 0, now() FROM chargebacks.chargebacks
            WHERE id = {{chargeback}};
            INSERT INTO chargebacks.evidence_sendings (chargeback_id, tenant_id, dispute, fields, status, attempts, refusals)
            VALUES ({{chargeback}}, {{tenant.Value}}, 'du_e{{number}}', '{}', 'refused', 1, 1) RETURNING chargeback_id
            """
        );
    }

    private Task<long> AddDisputeAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO chargebacks.disputes (tenant_id, gateway, reference, status, heard, attempts, doubts, noticed_at)
            VALUES ({tenant.Value}, 'stripe', 'du_{number}', 'needs_person', 0, 0, 0, now()) RETURNING id
            """
        );

    private async Task<long> AddRefundAsync(TenantId tenant, SellerId shop)
    {
        var order = await new OrderBuilder(Portal).Of(tenant, shop).SaveAsync();
        var charge = new AttemptStart(
            tenant,
            order.Value,
            1,
            new Money(1_000, Currency.Of("GBP")),
            "in_process"
        );
        await using (var scope = Portal.Scope(tenant))
        {
            await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
            await using var transaction = await connection.BeginTransactionAsync();
            await scope.Get<BookCaptures>().HandleAsync(connection, transaction, [charge], default);
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
