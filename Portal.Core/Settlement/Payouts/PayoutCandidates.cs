using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Connect;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>Finds the shops with money in their balances and decides about each; preview and submission share it.</summary>
public sealed class PayoutCandidates(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    IEnumerable<ITransferGateway> gateways,
    TimeProvider clock
)
{
    /// <summary>
    /// Works on the caller's connection; with a transaction the balances stay as they are until it ends.
    /// The largest amounts come first.
    /// </summary>
    internal async Task<List<PayoutCandidate>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        Currency currency,
        bool includeNotDue,
        CancellationToken ct
    )
    {
        var tenant = await tenants.CurrentAsync(ct);
        var shops = (await tenants.SellerNamesAsync(ct)).Keys.ToDictionary(
            s => AccountOwner.Seller(s).Key,
            StringComparer.Ordinal
        );
        // Before the balances are locked: this may wait for a connection, and others for the balances.
        var (accounts, connected) = await AccountsAsync(currency, ct);
        var balances = await OwnerBalances.ReadAsync(
            connection,
            transaction,
            tenant.Id,
            AccountKind.SellerPayable,
            currency,
            ct
        );
        var lastPaid = await LastPaidAsync(connection, transaction, tenant, currency, ct);
        var today = tenant.DayOf(clock.GetUtcNow());
        return
        [
            .. balances
                .Where(b => shops.ContainsKey(b.Owner))
                .Select(b =>
                {
                    var shop = shops[b.Owner];
                    var account = accounts.GetValueOrDefault(shop);
                    DateOnly? last = lastPaid.TryGetValue(shop, out var day) ? day : null;
                    return PayoutPolicy.Decide(
                        shop,
                        b.Minor,
                        b.HeldMinor,
                        account,
                        last,
                        today,
                        includeNotDue,
                        connected.GetValueOrDefault(shop)
                    ) with
                    {
                        IsBankNew =
                            account is not null
                            && (last is null || tenant.DayOf(account.BankChangedAt) >= last),
                    };
                })
                .OrderByDescending(c => c.AmountMinor)
                .ThenByDescending(c => c.BalanceMinor)
                .ThenBy(c => c.Seller.Value),
        ];
    }

    private static async Task<Dictionary<SellerId, DateOnly>> LastPaidAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        TenantSnapshot tenant,
        Currency currency,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(PayoutsSql.LastPaid, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(currency.Code),
                SqlValue.Of(tenant.Zone.Id),
            },
        };
        var days = new Dictionary<SellerId, DateOnly>();
        await using var reader = await read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            days.Add(new SellerId(reader.GetInt64(0)), reader.GetFieldValue<DateOnly>(1));
        }

        return days;
    }

    /// <summary>No connected ones where Stripe is not configured: nothing could be sent to them.</summary>
    private async Task<(
        Dictionary<SellerId, PayoutAccount>,
        Dictionary<SellerId, ConnectedAccount>
    )> AccountsAsync(Currency currency, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = await db
            .PayoutAccounts.AsNoTracking()
            .Where(a => a.Currency == currency)
            .ToDictionaryAsync(a => a.SellerId, ct);
        var connected = gateways.Any()
            ? await db.ConnectedAccounts.AsNoTracking().ToDictionaryAsync(a => a.SellerId, ct)
            : [];
        return (accounts, connected);
    }
}
