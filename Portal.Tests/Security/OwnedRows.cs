using System.Globalization;
using System.Text;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.Preferences;
using Portal.Core.Identity.SignIn;
using Portal.Core.Imports;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Ledger;
using Portal.Tests.Orders;
using Portal.Tests.Orders.Checkout;
using Portal.Tests.Wallets;

namespace Portal.Tests.Security;

/// <summary>Makes rows that belong to one of the matrix's people, each time a new one.</summary>
internal sealed partial class OwnedRows(MatrixPeople people)
{
    /// <summary>Whose rows everybody is tried with: two shops of one tenant, and another tenant.</summary>
    public static readonly Visitors[] Owners =
    [
        Visitors.SellerA,
        Visitors.SellerB,
        Visitors.OtherAdmin,
    ];

    private static long _number = 900_000;

    private TestPortal Portal => people.Portal;

    /// <summary>Whether the visitor, once let in, may use a row of that owner. Written from what the product wants.</summary>
    public static bool IsOwn(RowKind kind, Visitors visitor, Visitors owner)
    {
        var isSameTenant = visitor is Visitors.OtherAdmin == owner is Visitors.OtherAdmin;
        return kind switch
        {
            RowKind.Session or RowKind.Token or RowKind.View => visitor == owner,
            RowKind.Order
            or RowKind.Import
            or RowKind.Product
            or RowKind.Sale
            or RowKind.PayoutAccount
            or RowKind.Payout
            or RowKind.Customer when Visitors.Sellers.HasFlag(visitor) => visitor == owner,
            RowKind.Tenant => false,
            _ => isSameTenant,
        };
    }

    /// <summary>The same, and the visitor too where everybody has rows of their own.</summary>
    public static IEnumerable<Visitors> OwnersFor(RowKind kind, Visitors visitor) =>
        kind is RowKind.Session or RowKind.Token or RowKind.View
            ? Owners.Append(visitor).Distinct()
            : Owners;

    public async Task<long> AddAsync(RowKind kind, Visitors owner)
    {
        var (person, tenant, shop) = people.Of(owner);
        var number = Interlocked.Increment(ref _number);
        return kind switch
        {
            RowKind.Order => (
                await new OrderBuilder(Portal)
                    .Of(tenant, shop)
                    .Failed(OrderFailures.OutOfStock)
                    .SaveAsync()
            ).Value,
            RowKind.PendingOrder => (
                await new OrderBuilder(Portal).Of(tenant, shop).SaveAsync()
            ).Value,
            RowKind.Cart => await AddCartAsync(tenant, shop, number),
            RowKind.Sale => await AddSaleAsync(tenant, shop),
            RowKind.Refund => await AddRefundAsync(tenant, shop),
            RowKind.Chargeback => await AddChargebackAsync(tenant, shop, number),
            RowKind.Evidence => await AddEvidenceAsync(tenant, shop, number),
            RowKind.Dispute => await AddDisputeAsync(tenant, number),
            RowKind.Webhook => await AddWebhookAsync(tenant, number),
            RowKind.Wallet => (await Portal.AddWalletAsync(tenant)).Value,
            RowKind.TopUp => await AddTopUpAsync(tenant, number),
            RowKind.WalletOrder => await AddWalletOrderAsync(tenant, shop),
            RowKind.CommissionRule => await AddCommissionRuleAsync(tenant, number),
            RowKind.CommissionSet => await AddCommissionSetAsync(tenant, number),
            RowKind.Category => await AddCategoryAsync(tenant, number),
            RowKind.PayoutAccount => await AddPayoutAccountAsync(tenant, shop),
            RowKind.PayoutRun => await AddPayoutAsync(tenant, shop, "run_id"),
            RowKind.Payout => await AddPayoutAsync(tenant, shop, "id"),
            RowKind.WriteOff => await AddWriteOffAsync(tenant, shop),
            RowKind.Statement => await AddStatementAsync(tenant, number, "statement_id"),
            RowKind.Difference => await AddStatementAsync(tenant, number, "id"),
            RowKind.Customer => await AddCustomerAsync(tenant, shop, number),
            RowKind.Product or RowKind.Offer => await AddProductAsync(tenant, shop, number),
            RowKind.Import => await AddImportAsync(person, tenant),
            RowKind.Mapping => await AddMappingAsync(tenant, number),
            RowKind.Notification => await AddNotificationAsync(tenant, number),
            RowKind.Job => await AddJobAsync(tenant),
            RowKind.Person => (await AddPersonAsync(tenant, number)).Value,
            RowKind.Grant => await IdAsync(
                "identity.role_grants",
                "person_id",
                (await AddPersonAsync(tenant, number)).Value
            ),
            RowKind.Account => (await AddAccountAsync(tenant, number)).Value,
            RowKind.Entry => await AddEntryAsync(tenant, number),
            RowKind.Session => await AddSessionAsync(person),
            RowKind.Token => await AddTokenAsync(person, tenant),
            RowKind.View => await AddViewAsync(person, tenant, number),
            RowKind.Tenant => (await Portal.AddTenantAsync($"tenant-{number}")).Tenant.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No rows of this kind."),
        };
    }

    /// <summary>What the row and what hangs on it look like now; the same text before and after is "not touched".</summary>
    public async Task<string> StateAsync(RowKind kind, long id)
    {
        var rows = kind switch
        {
            RowKind.Order or RowKind.PendingOrder =>
                $"SELECT t FROM orders.orders t WHERE id = {id}",
            RowKind.Cart =>
                $"SELECT (c, (SELECT array_agg(l) FROM orders.cart_lines l WHERE l.cart_id = c.id)) FROM orders.carts c WHERE id = '{CartNumber(id)}'",
            RowKind.Sale => $"SELECT t FROM settlement.sales t WHERE order_id = {id}",
            RowKind.Refund => $"SELECT t FROM payments.refunds t WHERE refund_id = {id}",
            RowKind.Chargeback => $"SELECT t FROM chargebacks.chargebacks t WHERE id = {id}",
            RowKind.Evidence =>
                $"SELECT t FROM chargebacks.evidence_sendings t WHERE chargeback_id = {id}",
            RowKind.Dispute => $"SELECT t FROM chargebacks.disputes t WHERE id = {id}",
            RowKind.Webhook => $"SELECT t FROM payments.webhook_events t WHERE id = {id}",
            RowKind.Wallet => $"SELECT t FROM ledger.balances t WHERE account_id = {id}",
            RowKind.TopUp => $"SELECT t FROM wallets.top_ups t WHERE id = {id}",
            RowKind.WalletOrder => $"SELECT t FROM orders.orders t WHERE id = {id}",
            RowKind.CommissionRule =>
                $"SELECT t FROM settlement.commission_rules t WHERE id = {id}",
            RowKind.CommissionSet => $"SELECT t FROM settlement.commission_sets t WHERE id = {id}",
            RowKind.Category =>
                $"SELECT t FROM settlement.category_terms t WHERE category_id = {id}",
            RowKind.PayoutAccount =>
                $"SELECT t FROM settlement.payout_accounts t WHERE seller_id = {id}",
            RowKind.PayoutRun => $"SELECT t FROM settlement.payout_runs t WHERE id = {id}",
            RowKind.Payout => $"SELECT t FROM settlement.payouts t WHERE id = {id}",
            RowKind.WriteOff => $"SELECT t FROM settlement.debt_write_offs t WHERE id = {id}",
            RowKind.Statement => $"SELECT t FROM settlement.statements t WHERE id = {id}",
            RowKind.Difference => $"SELECT t FROM settlement.differences t WHERE id = {id}",
            RowKind.Customer =>
                $"SELECT t FROM notifications.preferences t WHERE customer_id = {id}",
            RowKind.Product or RowKind.Offer => $"SELECT t FROM catalog.products t WHERE id = {id}",
            RowKind.Import => $"SELECT t FROM imports.imports t WHERE id = {id}",
            RowKind.Mapping => $"SELECT t FROM imports.saved_mappings t WHERE id = {id}",
            RowKind.Notification => $"SELECT t FROM notifications.deliveries t WHERE id = {id}",
            RowKind.Job => $"SELECT t FROM jobs.runs t WHERE id = {id}",
            RowKind.Person =>
                $"SELECT (p, (SELECT array_agg(g) FROM identity.role_grants g WHERE g.person_id = p.id)) FROM identity.people p WHERE id = {id}",
            RowKind.Grant => $"SELECT t FROM identity.role_grants t WHERE id = {id}",
            RowKind.Account => $"SELECT t FROM ledger.balances t WHERE account_id = {id}",
            RowKind.Entry => $"SELECT t FROM ledger.entry_reversals t WHERE entry_id = {id}",
            RowKind.Session => $"SELECT t FROM identity.sessions t WHERE id = {id}",
            RowKind.Token => $"SELECT t FROM identity.access_tokens t WHERE id = {id}",
            RowKind.View => $"SELECT t FROM identity.saved_views t WHERE id = {id}",
            RowKind.Tenant => $"SELECT t FROM tenancy.tenants t WHERE id = {id}",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No rows of this kind."),
        };
        return await Portal.AdminScalarAsync<string>(
                $"SELECT array_agg(r)::text FROM ({rows}) r (r)"
            ) ?? "";
    }

    private Task<long> IdAsync(string table, string column, long value) =>
        Portal.AdminScalarAsync<long>($"SELECT max(id) FROM {table} WHERE {column} = {value}");

    /// <summary>A customer on the boards of the shop and of its tenant.</summary>
    private Task<long> AddCustomerAsync(TenantId tenant, SellerId shop, long number) =>
        Portal.AdminScalarAsync<long>(
            $"""
            WITH customer AS (
                INSERT INTO orders.customers (tenant_id, reference, name, created_at)
                VALUES ({tenant.Value}, 'C-{number}', 'Customer {number}', now()) RETURNING id
            ), total AS (
                INSERT INTO analytics.customer_totals (tenant_id, seller_id, currency, customer_id, orders, spent_minor, revision)
                SELECT {tenant.Value}, of.seller, 'GBP', id, 1, {number}, 1
                FROM customer CROSS JOIN (VALUES (0), ({shop.Value})) AS of (seller)
            )
            SELECT id FROM customer
            """
        );

    /// <summary>How a cart with this number is written.</summary>
    public static string CartNumber(long number) =>
        number.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A cart that can be completed at once, in a tenant of which it needs all that is chosen.</summary>
    private async Task<long> AddCartAsync(TenantId tenant, SellerId shop, long number)
    {
        var hasChoices = await Portal.AdminScalarAsync<bool>(
            $"SELECT EXISTS (SELECT FROM orders.delivery_options WHERE tenant_id = {tenant.Value})"
        );
        if (!hasChoices)
        {
            await TestShop.AddChoicesAsync(Portal, tenant);
        }

        return await Portal.AdminScalarAsync<long>(
            $$$"""
            INSERT INTO catalog.products
                (id, tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
            VALUES ({{{number}}}, {{{tenant.Value}}}, {{{shop.Value}}}, 'C-{{{number}}}', 'In a cart', 1000, 'GBP', 'active', now(), now());
            INSERT INTO inventory.stock_items (tenant_id, product_id, on_hand, reserved, sold, received, updated_at)
            VALUES ({{{tenant.Value}}}, {{{number}}}, 9, 0, 0, 9, now());
            INSERT INTO orders.carts (id, tenant_id, currency, address, country, delivery_code, payment_code, total_minor,
                version, created_at, updated_at, expires_at)
            VALUES ('{{{CartNumber(number)}}}', {{{tenant.Value}}}, 'GBP',
                '{"Name":"Ada","Email":"ada@example.com","Line1":"1 Quay","PostalCode":"N1","City":"London","Country":"GB"}',
                'GB', 'standard', 'card', 1541, 1, now(), now(), now() + interval '1 day');
            INSERT INTO orders.cart_lines (cart_id, product_id, tenant_id, line_no, quantity, unit_price_minor)
            VALUES ('{{{CartNumber(number)}}}', {{{number}}}, {{{tenant.Value}}}, 1, 1, 1000);
            SELECT {{{number}}}::bigint;
            """
        );
    }

    private Task<long> AddProductAsync(TenantId tenant, SellerId shop, long number) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO catalog.products
                (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
            VALUES ({tenant.Value}, {shop.Value}, 'P-{number}', 'Product {number}', 100, 'GBP', 'active', now(), now())
            RETURNING id
            """
        );

    private async Task<long> AddImportAsync(PersonId person, TenantId tenant)
    {
        await using var scope = Portal.ScopeOf(person, tenant);
        var file = new MemoryStream(Encoding.UTF8.GetBytes("order_id,total\nA-1,10.00\n"));
        var uploaded = await scope
            .Get<UploadImport>()
            .HandleAsync(new UploadImportCommand("orders.csv", file), default);
        return uploaded.Value.Value;
    }

    private Task<long> AddMappingAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $$$"""
            INSERT INTO imports.saved_mappings
                (tenant_id, name, mapping, options, date_order, decimal_mark, updated_at)
            VALUES ({{{tenant.Value}}}, 'Mapping {{{number}}}', '{"shape":"order_lines","columns":{}}', '{}',
                'day_first', 'point', now())
            RETURNING id
            """
        );

    private Task<long> AddNotificationAsync(TenantId tenant, long number) =>
        Portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO notifications.deliveries (id, tenant_id, kind, channel, recipient, currency, total_minor, status,
                attempts, error, day, created_at)
            VALUES ({number}, {tenant.Value}, 'order_failed', 'email', 'ada@example.com', 'GBP', 1000, 'failed',
                3, 'refused', current_date, now()) RETURNING id
            """
        );

    private async Task<long> AddJobAsync(TenantId tenant)
    {
        await using var scope = Portal.Scope(tenant);
        await using var db = await scope.DbAsync();
        var id = await scope
            .Get<JobRequests>()
            .EnqueueAsync(db, new JobRequest("figures.rebuild", JobQueue.Low), default);
        await db.SaveChangesAsync();
        await Portal.AdminScalarAsync<int>(
            $"UPDATE jobs.runs SET state = 'failed', ended_at = now() WHERE id = {id.Value}"
        );
        return id.Value;
    }

    private Task<PersonId> AddPersonAsync(TenantId tenant, long number) =>
        Portal.AddPersonAsync($"person-{number}@example.com", BuiltInRoles.Seller, tenant);

    private Task<AccountId> AddAccountAsync(TenantId tenant, long number) =>
        Portal.OpenAccountAsync(
            AccountKind.SellerPayable,
            AccountOwner.Named($"owner-{number}"),
            tenant: tenant
        );

    private async Task<long> AddEntryAsync(TenantId tenant, long number)
    {
        var booked = await Portal.PostAsync(
            Portal.Transfer(
                $"entry-{number}",
                await AddAccountAsync(tenant, number),
                await AddAccountAsync(tenant, number + 1_000_000),
                100,
                tenant: tenant
            )
        );
        return booked.Value[0].Id.Value;
    }

    private async Task<long> AddSessionAsync(PersonId person)
    {
        await using var scope = Portal.PlatformScope();
        await using var db = await scope.DbAsync();
        var now = Portal.Clock.GetUtcNow();
        var session = new Session
        {
            PersonId = person,
            Device = "Firefox on Linux",
            Address = "192.0.2.1",
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now.AddDays(1),
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        return session.Id.Value;
    }

    private async Task<long> AddTokenAsync(PersonId person, TenantId tenant)
    {
        await Portal.AddBareTokenAsync(person, tenant);
        return await IdAsync("identity.access_tokens", "person_id", person.Value);
    }

    private async Task<long> AddViewAsync(PersonId person, TenantId tenant, long number)
    {
        await using var scope = Portal.ScopeOf(person, tenant);
        var saved = await scope
            .Get<SaveView>()
            .HandleAsync(new SaveViewCommand("orders", $"View {number}", "", false), default);
        return saved.Value.Value;
    }
}
