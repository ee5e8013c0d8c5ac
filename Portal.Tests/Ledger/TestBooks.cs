using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

/// <summary>Accounts and entries for tests, written by the module's own acts.</summary>
internal static class TestBooks
{
    public static readonly Currency Pounds = Currency.Of("GBP");

    public static async Task<AccountId> OpenAccountAsync(
        this TestPortal portal,
        AccountKind kind,
        AccountOwner owner = default,
        Currency? currency = null,
        TenantId? tenant = null
    )
    {
        var key = new AccountKey(tenant ?? portal.Tenant, kind, currency ?? Pounds, owner);
        await using var scope = portal.Scope(key.Tenant);
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        var opened = await scope.Get<OpenAccounts>().HandleAsync(connection, null, [key], default);
        return opened[key];
    }

    /// <summary>An entry that moves an amount: a debit of one account, a credit of the other.</summary>
    public static EntryDraft Transfer(
        this TestPortal portal,
        string key,
        AccountId debit,
        AccountId credit,
        long minor,
        Currency? currency = null,
        TenantId? tenant = null
    )
    {
        var amount = new Money(minor, currency ?? Pounds);
        return new EntryDraft(
            tenant ?? portal.Tenant,
            key,
            "test.moved",
            new EventSubject("order", 7),
            "A transfer",
            [new(debit, amount), new(credit, amount * -1)]
        );
    }

    public static async Task<Result<IReadOnlyList<BookedEntry>>> PostAsync(
        this TestPortal portal,
        params EntryDraft[] entries
    )
    {
        await using var scope = portal.Scope(entries.FirstOrDefault()?.Tenant);
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        return await scope.Get<PostEntries>().HandleAsync(connection, null, entries, default);
    }

    /// <summary>Debits less credits, as the balance row says.</summary>
    public static Task<long> BalanceAsync(this TestPortal portal, AccountId account) =>
        portal.AdminScalarAsync<long>(
            $"SELECT minor FROM ledger.balances WHERE account_id = {account.Value}"
        );

    public static Task<long> CountAsync(this TestPortal portal, string table) =>
        portal.AdminScalarAsync<long>($"SELECT count(*) FROM ledger.{table}");

    /// <summary>Owns the tables, so that only their triggers and constraints stop it.</summary>
    public static async Task<NpgsqlConnection> OpenAsOwnerAsync(this TestPortal portal)
    {
        var connection = new NpgsqlConnection(portal.Database.OwnerConnection);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>A connection as the application's role, in the first tenant.</summary>
    public static async Task<NpgsqlConnection> OpenAsApplicationAsync(this TestPortal portal)
    {
        var connection = new NpgsqlConnection(portal.Database.AppConnection);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"SET portal.tenant = '{portal.Tenant.Value}'");
        return connection;
    }

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
