using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reserves;

/// <summary>
/// Reads shops' balances with what is kept of them, and moves money between the two, in the caller's transaction. The books
/// themselves make it safe to repeat: what is in its place is not moved again.
/// </summary>
/// <remarks>
/// Accounts are opened first, then both balances of every shop are locked in one statement, in the order in which entries
/// lock them; what is to be kept is read after that. So whoever changes the target locks before they write it.
/// </remarks>
public sealed class ReserveBooks(
    OpenAccounts accounts,
    SettlementBooks books,
    TenantReader tenants,
    CurrentTenant tenant
)
{
    /// <summary>Kind of the entry by which money is kept.</summary>
    public const string Kept = "reserve.kept";

    /// <summary>Kind of the entry by which what was more than is to be kept is the shop's to be paid again.</summary>
    public const string GivenBack = "reserve.given_back";

    /// <summary>Kind of the entry by which the reserve pays what the shop owed.</summary>
    public const string Covered = "reserve.covered_debt";

    private static readonly AccountKind[] Kinds = [AccountKind.SellerPayable, AccountKind.Reserve];

    /// <summary>Every shop that has, owes or keeps something, as it stands now. Nothing is locked.</summary>
    internal async Task<List<ShopReserve>> ReadAsync(
        NpgsqlConnection connection,
        Currency currency,
        CancellationToken ct
    )
    {
        var shops = await ShopsAsync(ct);
        var balances = await OwnerBalances.ReadAsync(connection, tenant.Id, Kinds, currency, ct);
        var targets = await TargetsAsync(connection, null, currency, null, ct);
        return Paired(balances, shops, s => targets.GetValueOrDefault(s));
    }

    /// <summary>Currencies in which something is to be kept.</summary>
    internal async Task<List<Currency>> CurrenciesAsync(
        NpgsqlConnection connection,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(ReservesSql.Currencies, connection)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value) },
        };
        var found = new List<Currency>();
        await using var reader = await read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(Currency.Of(reader.GetString(0)));
        }

        return found;
    }

    /// <summary>Nobody moves the shop's money until the transaction ends.</summary>
    /// <param name="transaction">The caller's; it has locked no other balances.</param>
    /// <param name="shop">Whose money.</param>
    /// <param name="currency">Only in this one.</param>
    /// <param name="isToKeep">Something is going to be kept, so the reserve's account is needed.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    internal async Task LockAsync(
        NpgsqlTransaction transaction,
        SellerId shop,
        Currency currency,
        bool isToKeep,
        CancellationToken ct
    )
    {
        await OpenAsync(transaction, currency, isToKeep ? [shop] : [], ct);
        await LockedAsync(transaction, currency, [shop], ct);
    }

    /// <summary>
    /// Moves what is to move, one entry a shop, and answers the shops as they stood before, all locked. After a refusal the caller
    /// has to roll back.
    /// </summary>
    /// <param name="transaction">The caller's; it has locked no other balances.</param>
    /// <param name="currency">Only in this one.</param>
    /// <param name="only">Only theirs; null is all shops'.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    internal async Task<Result<List<ShopReserve>>> SettleAsync(
        NpgsqlTransaction transaction,
        Currency currency,
        IReadOnlyCollection<SellerId>? only,
        CancellationToken ct
    )
    {
        var connection = transaction.Connection!;
        // Before the balances are locked: this may wait for a connection, and others for the balances.
        var shops = await ShopsAsync(ct);
        var keeping = await TargetsAsync(connection, transaction, currency, only, ct);
        await OpenAsync(transaction, currency, keeping.Keys, ct);
        var balances = await LockedAsync(transaction, currency, only, ct);
        var targets = await TargetsAsync(connection, transaction, currency, only, ct);
        var reserves = balances.Where(b => b.Kind is AccountKind.Reserve).ToList();
        var locked = reserves.Select(b => b.Owner).ToHashSet(StringComparer.Ordinal);
        var found = Paired(
            balances,
            shops,
            // A reserve opened a moment ago is not among the locked: its shop is left as it is.
            s => locked.Contains(AccountOwner.Seller(s).Key) ? targets.GetValueOrDefault(s) : 0
        );
        var booked = await BookAsync(
            transaction,
            currency,
            found.FindAll(s => s.MoveMinor != 0),
            ct
        );
        return booked.Failed ? booked.Error : found;
    }

    private async Task<Result> BookAsync(
        NpgsqlTransaction transaction,
        Currency currency,
        List<ShopReserve> moving,
        CancellationToken ct
    )
    {
        if (moving.Count == 0)
        {
            return Result.Ok;
        }

        var last = await OwnerBalances.LastEntriesAsync(
            transaction,
            moving.ConvertAll(s => s.Account!.Value),
            ct
        );
        return await books.BookAsync(
            transaction.Connection!,
            transaction,
            moving.ConvertAll(s => Entry(s, currency, last.GetValueOrDefault(s.Account!.Value))),
            ct
        );
    }

    /// <param name="shop">Something of it is to move.</param>
    /// <param name="currency">Of the money.</param>
    /// <param name="after">What was booked last to the reserve: each move follows another, and makes one key.</param>
    private SettlementEntry Entry(ShopReserve shop, Currency currency, EntryId after)
    {
        var (kind, description) = shop switch
        {
            { MoveMinor: > 0 } => (Kept, "Kept against refunds to come."),
            { BalanceMinor: < 0 } => (Covered, "What the shop owed is paid from its reserve."),
            _ => (GivenBack, "More than is to be kept."),
        };
        return new SettlementEntry(
            tenant.Id,
            string.Create(
                CultureInfo.InvariantCulture,
                $"reserve-{shop.Account!.Value.Value}-{after.Value}"
            ),
            kind,
            new EventSubject("shop", shop.Seller.Value),
            description,
            [
                (Of(AccountKind.SellerPayable, shop.Seller, currency), shop.MoveMinor),
                (Of(AccountKind.Reserve, shop.Seller, currency), -shop.MoveMinor),
            ]
        );
    }

    private static List<ShopReserve> Paired(
        IReadOnlyList<OwnerBalance> balances,
        Dictionary<string, SellerId> shops,
        Func<SellerId, long> targetOf
    ) =>
        [
            .. balances
                .Where(b => shops.ContainsKey(b.Owner))
                .GroupBy(
                    b => shops[b.Owner],
                    (shop, both) =>
                    {
                        var of = both.ToDictionary(b => b.Kind);
                        var payable = of.GetValueOrDefault(AccountKind.SellerPayable);
                        var reserve = of.GetValueOrDefault(AccountKind.Reserve);
                        return new ShopReserve(
                            shop,
                            payable?.Minor ?? 0,
                            payable?.HeldMinor ?? 0,
                            reserve?.Minor ?? 0,
                            targetOf(shop)
                        )
                        {
                            Account = reserve?.Account,
                        };
                    }
                ),
        ];

    private async Task OpenAsync(
        NpgsqlTransaction transaction,
        Currency currency,
        IReadOnlyCollection<SellerId> keeping,
        CancellationToken ct
    )
    {
        if (keeping.Count > 0)
        {
            await accounts.HandleAsync(
                transaction.Connection!,
                transaction,
                [.. keeping.SelectMany(s => Kinds.Select(k => Of(k, s, currency)))],
                ct
            );
        }
    }

    private Task<IReadOnlyList<OwnerBalance>> LockedAsync(
        NpgsqlTransaction transaction,
        Currency currency,
        IReadOnlyCollection<SellerId>? only,
        CancellationToken ct
    ) =>
        OwnerBalances.LockAsync(
            transaction,
            tenant.Id,
            Kinds,
            currency,
            only?.Select(AccountOwner.Seller).ToList(),
            ct
        );

    private async Task<Dictionary<SellerId, long>> TargetsAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        Currency currency,
        IReadOnlyCollection<SellerId>? only,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(ReservesSql.Targets, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(currency.Code),
                SqlValue.OrNull(
                    only?.Select(s => s.Value).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Bigint
                ),
            },
        };
        var targets = new Dictionary<SellerId, long>();
        await using var reader = await read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            targets.Add(new SellerId(reader.GetInt64(0)), reader.GetInt64(1));
        }

        return targets;
    }

    private async Task<Dictionary<string, SellerId>> ShopsAsync(CancellationToken ct) =>
        (await tenants.SellerNamesAsync(ct)).Keys.ToDictionary(
            s => AccountOwner.Seller(s).Key,
            StringComparer.Ordinal
        );

    private AccountKey Of(AccountKind kind, SellerId shop, Currency currency) =>
        new(tenant.Id, kind, currency, AccountOwner.Seller(shop));
}
