using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Analytics;

/// <summary>Places and ends orders as the workflow does, facts and events in one transaction, and runs the consumer.</summary>
public abstract class FiguresTests : PortalTests
{
    private long _references;

    protected static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    protected Task<long> CustomerAsync(string name) =>
        ScalarAsync(
            """
            INSERT INTO orders.customers (tenant_id, reference, name, created_at)
            VALUES ($1, $2, $2, now()) RETURNING id
            """,
            Portal.Tenant.Value,
            name
        );

    protected Task<long> ProductAsync(string sku) =>
        ScalarAsync(
            """
            INSERT INTO catalog.products (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
            VALUES ($1, $2, $3, $3, 100, 'GBP', 'active', now(), now()) RETURNING id
            """,
            Portal.Tenant.Value,
            Portal.Seller.Value,
            sku
        );

    /// <summary>A second shop of the tenant.</summary>
    protected async Task<SellerId> ShopAsync(string slug) =>
        new(
            await ScalarAsync(
                "INSERT INTO tenancy.sellers (tenant_id, slug, name, is_active, created_at) VALUES ($1, $2, $2, true, now()) RETURNING id",
                Portal.Tenant.Value,
                slug
            )
        );

    /// <summary>A completed order, marked as history because no payment stands behind it; its shops' shares add up to the total.</summary>
    protected async Task<long> CompleteAsync(
        DateTimeOffset placedAt,
        long total,
        long? customer = null,
        DateTimeOffset? endedAt = null,
        string currency = "GBP",
        long? product = null,
        params (SellerId Seller, long Amount)[] parts
    )
    {
        var ended = endedAt ?? placedAt;
        var id = await PlaceAsync(placedAt, total, customer, currency, product, parts);
        await EndAsync(id, "completed", ended, null);
        return id;
    }

    protected async Task<long> FailAsync(
        DateTimeOffset placedAt,
        long total,
        string code,
        long? customer = null
    )
    {
        var id = await PlaceAsync(placedAt, total, customer, "GBP", null, []);
        await EndAsync(id, "failed", placedAt, code);
        return id;
    }

    protected Task RetryAsync(long order) =>
        ScalarAsync(
            """
            WITH before AS (SELECT * FROM orders.orders WHERE id = $1),
            moved AS (UPDATE orders.orders SET status = 'pending', ended_at = NULL, failure_code = NULL WHERE id = $1)
            INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
            SELECT tenant_id, 'order.retried', 'order', id, now(), 'test', 'worker',
                jsonb_build_object('previous_ended_at', ended_at)
            FROM before RETURNING id
            """,
            order
        );

    protected Task EndAsync(long order, string status, DateTimeOffset endedAt, string? code) =>
        ScalarAsync(
            """
            WITH moved AS (
                UPDATE orders.orders SET status = $2, ended_at = $3, failure_code = $4, is_history = $2 = 'completed'
                WHERE id = $1
                RETURNING tenant_id, id)
            INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
            SELECT tenant_id, 'order.' || $2, 'order', id, now(), 'test', 'worker',
                jsonb_build_object('ended_at', $3, 'code', $4)
            FROM moved RETURNING id
            """,
            order,
            status,
            endedAt,
            code
        );

    protected Task RefundAsync(long order, long amount, DateTimeOffset issuedAt) =>
        ScalarAsync(
            """
            WITH refund AS (
                INSERT INTO orders.refunds (tenant_id, order_id, source_reference, amount_minor, currency, issued_at)
                SELECT tenant_id, id, gen_random_uuid()::text, $2, currency, $3 FROM orders.orders WHERE id = $1
                RETURNING *),
            moved AS (UPDATE orders.orders SET refunded_minor = refunded_minor + $2 WHERE id = $1)
            INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
            SELECT tenant_id, 'order.refunded', 'order', order_id, now(), 'test', 'worker',
                jsonb_build_object('refund_id', id, 'amount_minor', amount_minor, 'currency', currency, 'issued_at', issued_at)
            FROM refund RETURNING id
            """,
            order,
            amount,
            issuedAt
        );

    /// <summary>Runs the consumer until it has read everything.</summary>
    protected Task DrainAsync() =>
        Eventually.TrueAsync(
            async () =>
            {
                await using var scope = Portal.PlatformScope();
                var consumer = scope
                    .ServiceProvider.GetServices<IEventConsumer>()
                    .Single(c => c is FiguresConsumer);
                while (await scope.Get<EventReader>().RunOnceAsync(consumer, default) > 0) { }

                return await Portal.AdminScalarAsync<bool>(InvariantChecker.FiguresAreDrained);
            },
            "the figures' consumer has read everything"
        );

    /// <summary>Copies what changed to Redis, as the worker's loop does.</summary>
    protected async Task ProjectAsync()
    {
        await using var scope = Portal.PlatformScope();
        foreach (var tenant in await scope.Get<TenantReader>().AllAsync(default))
        {
            await scope.Get<BoardProjection>().CatchUpAsync(tenant, default);
        }
    }

    /// <summary>A person whose only role is seller of the shop.</summary>
    protected async Task<AsyncServiceScope> SellerScopeAsync(SellerId shop)
    {
        PersonId person;
        await using (var platform = Portal.PlatformScope())
        {
            await using var db = await platform.DbAsync();
            var seller = new Person
            {
                DisplayName = "Sal",
                UserName = "sal",
                Email = "sal@example.test",
            };
            db.People.Add(seller);
            await db.SaveChangesAsync();
            person = new PersonId(seller.Id);
            var role = await db.Roles.SingleAsync(r => r.Key == BuiltInRoles.Seller);
            db.RoleGrants.Add(
                new RoleGrant
                {
                    PersonId = person,
                    RoleId = role.Id,
                    TenantId = Portal.Tenant,
                    SellerId = shop,
                }
            );
            await db.SaveChangesAsync();
        }

        var scope = Portal.Services.CreateAsyncScope();
        scope.Get<CurrentTenant>().Enter(Portal.Tenant);
        scope.Get<Actor>().SignIn(person, "Sal", ActorSource.Web);
        return scope;
    }

    protected async Task<Kpis> DayAsync(string day)
    {
        await using var scope = Portal.Scope();
        var answer = await scope
            .Get<FigureQueries>()
            .DayAsync(DateOnly.Parse(day, CultureInfo.InvariantCulture), default);
        return answer.Value.Value;
    }

    protected async Task<long> ScalarAsync(string sql, params object?[] values)
    {
        await using var connection = new NpgsqlConnection(Portal.Database.AdminConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(
                value is null
                    ? new NpgsqlParameter { Value = DBNull.Value, DataTypeName = "text" }
                    : new NpgsqlParameter
                    {
                        Value = value is DateTimeOffset at ? at.ToUniversalTime() : value,
                    }
            );
        }

        return Convert.ToInt64(
            await command.ExecuteScalarAsync() ?? 0,
            CultureInfo.InvariantCulture
        );
    }

    protected async Task<long> PlaceAsync(
        DateTimeOffset placedAt,
        long total,
        long? customer,
        string currency,
        long? product,
        (SellerId Seller, long Amount)[] parts
    )
    {
        (SellerId Seller, long Amount)[] shares =
            parts.Length > 0 ? parts : [(Portal.Seller, total)];
        var id = await ScalarAsync(
            """
            INSERT INTO orders.orders (tenant_id, channel, reference, customer_id, placed_at, currency, total_minor,
                line_count, status, is_history, refunded_minor, attempt, created_at, updated_at)
            VALUES ($1, 'api', $2, $3::bigint, $4, $5, $6, $7, 'pending', false, 0, 0, now(), now()) RETURNING id
            """,
            Portal.Tenant.Value,
            $"F-{++_references}",
            customer,
            placedAt,
            currency,
            total,
            shares.Length
        );
        for (var i = 0; i < shares.Length; i++)
        {
            await ScalarAsync(
                """
                WITH part AS (
                    INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
                    VALUES ($1, $2, $3, $4, $5, 1))
                INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
                    unit_price_minor, total_minor, refunded_quantity)
                VALUES ($1, $6, $3, $7::bigint, $2, 'sku', 'name', 1, $5, $5, 0) RETURNING order_id
                """,
                id,
                shares[i].Seller.Value,
                Portal.Tenant.Value,
                placedAt,
                shares[i].Amount,
                i + 1,
                product
            );
        }

        return id;
    }
}
