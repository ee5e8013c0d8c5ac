using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>A wallet whose room nobody else can use until the transaction ends.</summary>
public sealed record LockedWallet(WalletId Id, WalletStanding Standing, WalletLimits Limits);

/// <summary>Finds wallets, opens those nobody needed before, and locks them. Works in the caller's transaction.</summary>
public sealed class OpenWallets(
    OpenAccounts accounts,
    CurrentTenant tenant,
    TenantReader tenants,
    TimeProvider clock
)
{
    public async Task<CustomerId?> FindCustomerAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string reference,
        CancellationToken ct
    )
    {
        await using var find = new NpgsqlCommand(WalletsSql.FindCustomer, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(reference) },
        };
        return await find.ExecuteScalarAsync(ct) is long id ? new CustomerId(id) : null;
    }

    /// <summary>Whose order it is; null for one that names nobody.</summary>
    public async Task<CustomerId?> FindBuyerAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        OrderId order,
        CancellationToken ct
    )
    {
        await using var find = new NpgsqlCommand(WalletsSql.FindBuyer, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(order.Value) },
        };
        return await find.ExecuteScalarAsync(ct) is long id ? new CustomerId(id) : null;
    }

    public async Task<WalletId> OpenAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CustomerId customer,
        Currency currency,
        CancellationToken ct
    )
    {
        var key = new AccountKey(
            tenant.Id,
            AccountKind.Wallet,
            currency,
            AccountOwner.Customer(customer.Value)
        );
        var found = await accounts.HandleAsync(connection, transaction, [key], ct);
        var id = new WalletId(found[key].Value);
        await using var open = new NpgsqlCommand(WalletsSql.Open, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(id.Value),
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(customer.Value),
                SqlValue.Of(currency.Code),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
        await open.ExecuteNonQueryAsync(ct);
        return id;
    }

    /// <summary>Null when the tenant has no such wallet.</summary>
    public async Task<LockedWallet?> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletId id,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(WalletsSql.Lock, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(id.Value) },
        };
        if (await locking.ExecuteScalarAsync(ct) is not string code)
        {
            return null;
        }

        var currency = Currency.Of(code);
        var snapshot = await tenants.CurrentAsync(ct);
        var today = snapshot.StartOf(snapshot.DayOf(clock.GetUtcNow()));
        await using var standing = new NpgsqlCommand(WalletsSql.Standing, connection, transaction)
        {
            Parameters = { SqlValue.Of(id.Value), SqlValue.Of(today) },
        };
        await using var reader = await standing.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new LockedWallet(
            id,
            new WalletStanding(
                In(reader.GetInt64(0)),
                In(reader.GetInt64(1)),
                In(reader.GetInt64(3)),
                In(reader.GetInt64(4)),
                reader.GetBoolean(2)
            ),
            await reader.IsDBNullAsync(5, ct)
                ? WalletLimits.Usual(currency)
                : new WalletLimits
                {
                    Currency = currency,
                    BalanceMinor = reader.GetInt64(5),
                    TopUpMinor = reader.GetInt64(6),
                    DayMinor = reader.GetInt64(7),
                    AdjustmentMinor = reader.GetInt64(8),
                }
        );

        Money In(long minor) => new(minor, currency);
    }
}
