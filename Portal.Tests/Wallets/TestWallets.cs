using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Wallets;

/// <summary>Customers and their wallets, and what acts make of them.</summary>
internal static class TestWallets
{
    private static long _number;

    public static readonly Currency Pounds = Currency.Of("GBP");

    public static Money Gbp(long minor) => new(minor, Pounds);

    /// <summary>A customer nobody has; answers their reference.</summary>
    public static async Task<string> AddCustomerAsync(
        this TestPortal portal,
        TenantId? tenant = null
    )
    {
        var reference = FormattableString.Invariant($"W-{Interlocked.Increment(ref _number)}");
        await portal.AdminScalarAsync<long>(
            $"""
            INSERT INTO orders.customers (tenant_id, reference, name, email, created_at)
            VALUES ({(
                tenant ?? portal.Tenant
            ).Value}, '{reference}', 'Customer {reference}', '{reference}@example.com', now())
            RETURNING id
            """
        );
        return reference;
    }

    /// <summary>An empty wallet in pounds of a new customer.</summary>
    public static async Task<WalletId> AddWalletAsync(
        this TestPortal portal,
        TenantId? tenant = null
    )
    {
        var reference = await portal.AddCustomerAsync(tenant);
        return await portal.OpenWalletAsync(reference, tenant);
    }

    public static async Task<WalletId> OpenWalletAsync(
        this TestPortal portal,
        string customer,
        TenantId? tenant = null
    )
    {
        await using var scope = portal.Scope(tenant);
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        var wallets = scope.Get<OpenWallets>();
        var found = await wallets.FindCustomerAsync(connection, transaction, customer, default);
        var id = await wallets.OpenAsync(connection, transaction, found!.Value, Pounds, default);
        await transaction.CommitAsync();
        return id;
    }

    /// <summary>Finance gives so many pence.</summary>
    public static Task CreditAsync(this TestPortal portal, WalletId wallet, long minor) =>
        portal.AdjustedAsync(wallet, WalletDirection.Credit, minor);

    public static async Task<WalletAdjustmentId> AdjustedAsync(
        this TestPortal portal,
        WalletId wallet,
        WalletDirection direction,
        long minor
    )
    {
        var key = FormattableString.Invariant($"test-{Interlocked.Increment(ref _number)}");
        var made = await portal.AdjustAsync(wallet, direction, Gbp(minor), key);
        Assert.False(made.Failed, made.Failed ? made.Error.Message : null);
        return made.Value;
    }

    public static async Task<Result<WalletAdjustmentId>> AdjustAsync(
        this TestPortal portal,
        WalletId wallet,
        WalletDirection direction,
        Money amount,
        string key,
        string reason = "Goodwill for the delay"
    )
    {
        await using var scope = portal.Scope();
        return await scope
            .Get<AdjustWallet>()
            .HandleAsync(new AdjustWalletCommand(wallet, key, direction, amount, reason), default);
    }

    public static async Task<Result<WalletTopUpView>> TopUpAsync(
        this TestPortal portal,
        string customer,
        Money amount
    )
    {
        await using var scope = portal.Scope();
        return await scope
            .Get<TopUpWallet>()
            .HandleAsync(new TopUpWalletCommand(customer, amount), default);
    }

    public static async Task<Result<TopUpRound>> ChargeTopUpsAsync(this TestPortal portal)
    {
        await using var scope = portal.Scope();
        return await scope.Get<ChargeTopUps>().HandleAsync(default);
    }

    public static async Task<WalletSummary> FindWalletAsync(this TestPortal portal, WalletId id)
    {
        await using var scope = portal.Scope();
        return (await scope.Get<WalletQueries>().FindAsync(id, default)).Value;
    }

    /// <summary>The order becomes this customer's.</summary>
    public static Task BuyForAsync(this TestPortal portal, long order, string customer) =>
        portal.AdminScalarAsync<int>(
            $"UPDATE orders.orders SET customer_id = (SELECT id FROM orders.customers WHERE reference = '{customer}') WHERE id = {order}"
        );

    /// <summary>The number of a customer.</summary>
    public static async Task<CustomerId> CustomerAsync(this TestPortal portal, string reference) =>
        new(
            await portal.AdminScalarAsync<long>(
                $"SELECT id FROM orders.customers WHERE reference = '{reference}'"
            )
        );
}
