using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>Finds the shops with money in their balances and decides about each; preview and submission share it.</summary>
public sealed class PayoutCandidates(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    ReserveBooks reserves,
    IEnumerable<ITransferGateway> gateways,
    TimeProvider clock
)
{
    /// <summary>What a run would find, on the caller's connection. Changes nothing. The largest amounts come first.</summary>
    internal async Task<List<PayoutCandidate>> PreviewAsync(
        NpgsqlConnection connection,
        Currency currency,
        bool includeNotDue,
        CancellationToken ct
    )
    {
        var accounts = await AccountsAsync(currency, ct);
        var shops = await reserves.ReadAsync(connection, currency, ct);
        return await DecideAsync(connection, null, shops, accounts, currency, includeNotDue, ct);
    }

    /// <summary>
    /// The same with reserves settled, in the caller's transaction: balances and reserves stay as they are until it ends.
    /// After a refusal the caller has to roll back.
    /// </summary>
    internal async Task<Result<List<PayoutCandidate>>> TakeAsync(
        NpgsqlTransaction transaction,
        Currency currency,
        bool includeNotDue,
        CancellationToken ct
    )
    {
        // Before the balances are locked: this may wait for a connection, and others for the balances.
        var accounts = await AccountsAsync(currency, ct);
        var shops = await reserves.SettleAsync(transaction, currency, null, ct);
        return shops.Failed
            ? shops.Error
            : await DecideAsync(
                transaction.Connection!,
                transaction,
                shops.Value,
                accounts,
                currency,
                includeNotDue,
                ct
            );
    }

    private async Task<List<PayoutCandidate>> DecideAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        List<ShopReserve> shops,
        ShopAccounts accounts,
        Currency currency,
        bool includeNotDue,
        CancellationToken ct
    )
    {
        var tenant = accounts.Tenant;
        var lastPaid = await LastPaidAsync(connection, transaction, tenant, currency, ct);
        var today = tenant.DayOf(clock.GetUtcNow());
        return
        [
            .. shops
                .Select(s => s.Settled())
                .Where(IsOfInterest)
                .Select(shop =>
                {
                    var account = accounts.ByShop.GetValueOrDefault(shop.Seller);
                    DateOnly? last = lastPaid.TryGetValue(shop.Seller, out var day) ? day : null;
                    return PayoutPolicy.Decide(
                        shop,
                        account,
                        last,
                        today,
                        includeNotDue,
                        accounts.AtStripe.GetValueOrDefault(shop.Seller)
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

    /// <summary>Not those that have nothing beside a reserve that is full.</summary>
    private static bool IsOfInterest(ShopReserve shop) =>
        shop.BalanceMinor != 0
        || shop.HeldMinor != 0
        || shop is { ReserveMinor: > 0, LacksMinor: > 0 };

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
    private async Task<ShopAccounts> AccountsAsync(Currency currency, CancellationToken ct)
    {
        var tenant = await tenants.CurrentAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = await db
            .PayoutAccounts.AsNoTracking()
            .Where(a => a.Currency == currency)
            .ToDictionaryAsync(a => a.SellerId, ct);
        var connected = gateways.Any()
            ? await db.ConnectedAccounts.AsNoTracking().ToDictionaryAsync(a => a.SellerId, ct)
            : [];
        return new ShopAccounts(tenant, accounts, connected);
    }

    /// <summary>Where shops are paid in a currency.</summary>
    private sealed record ShopAccounts(
        TenantSnapshot Tenant,
        Dictionary<SellerId, PayoutAccount> ByShop,
        Dictionary<SellerId, ConnectedAccount> AtStripe
    );
}
