using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>Wallets, what moved in them, and their top-ups. Every read refuses without the right.</summary>
public sealed class WalletQueries(
    PortalConnections connections,
    AccountHistory history,
    CurrentUser user,
    CurrentTenant tenant
)
{
    private const int LatestTopUps = 10;

    /// <summary>Those that moved last first, unless the page says otherwise: sorted by <c>customer</c>, <c>balance</c> or <c>moved</c>.</summary>
    public async Task<Result<Page<WalletSummary>>> ListAsync(
        WalletFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(WalletPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var total = await connections.ReadAsync(
            WalletReadSql.Count,
            [.. Where(filter), SqlValue.Of(PageRequest.CountLimit)],
            r => r.GetInt64(0),
            ct
        );
        var rows = await connections.ReadAsync(
            WalletReadSql.Rows(page.Sort, page.Descending),
            [.. Where(filter), SqlValue.Of(page.Offset), SqlValue.Of(page.Take)],
            Summary,
            ct
        );
        return new Page<WalletSummary>(rows, total[0], total[0] < PageRequest.CountLimit);
    }

    /// <summary>What they hold together, by currency.</summary>
    public async Task<Result<IReadOnlyList<WalletSum>>> SumsAsync(CancellationToken ct) =>
        await user.MayAsync(WalletPermissions.Read, ct)
            ? await connections.ReadAsync(
                WalletReadSql.Sums,
                [SqlValue.Of(tenant.Id.Value)],
                r => new WalletSum(
                    new Money(r.GetInt64(1), Currency.Of(r.GetString(0))),
                    r.GetInt64(2)
                ),
                ct
            )
            : Error.Forbidden;

    public async Task<Result<WalletSummary>> FindAsync(WalletId id, CancellationToken ct)
    {
        var found = await ReadAsync(WalletReadSql.One, SqlValue.Of(id.Value), ct);
        return found is { Failed: false, Value: [] } ? WalletErrors.NotFound
            : found.Failed ? found.Error
            : found.Value[0];
    }

    /// <summary>A buyer's wallets by currency; none before their first use. Refuses an unknown buyer.</summary>
    public async Task<Result<IReadOnlyList<WalletSummary>>> OfCustomerAsync(
        string reference,
        CancellationToken ct
    )
    {
        var found = await ReadAsync(WalletReadSql.OfCustomer, SqlValue.Of(reference), ct);
        if (found.Failed || found.Value.Count > 0)
        {
            return found;
        }

        var customers = await connections.ReadAsync(
            WalletsSql.FindCustomer,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(reference)],
            _ => true,
            ct
        );
        return customers.Count > 0 ? found : WalletErrors.CustomerNotFound;
    }

    /// <summary>The wallet an order's buyer has in its currency, if any.</summary>
    public async Task<Result<WalletSummary>> OfOrderAsync(OrderId order, CancellationToken ct)
    {
        var found = await ReadAsync(WalletReadSql.OfOrder, SqlValue.Of(order.Value), ct);
        return found is { Failed: false, Value: [] } ? WalletErrors.NotFound
            : found.Failed ? found.Error
            : found.Value[0];
    }

    /// <summary>What moved, with the balance after each, the newest first; pages by cursor both ways.</summary>
    /// <param name="days">Business days of the tenant; null is ever since.</param>
    public async Task<Result<Page<AccountLine>>> HistoryAsync(
        WalletId id,
        DateRange? days,
        PageRequest page,
        CancellationToken ct
    )
    {
        var wallet = await FindAsync(id, ct);
        return wallet.Failed
            ? wallet.Error
            : await history.PageAsync(id.Account, wallet.Value.Balance.Currency, days, page, ct);
    }

    /// <summary>The latest top-ups, whatever became of them.</summary>
    public async Task<Result<IReadOnlyList<WalletTopUpView>>> TopUpsAsync(
        WalletId id,
        CancellationToken ct
    )
    {
        var wallet = await FindAsync(id, ct);
        return wallet.Failed
            ? wallet.Error
            : await connections.ReadAsync(
                WalletReadSql.TopUps,
                [SqlValue.Of(tenant.Id.Value), SqlValue.Of(id.Value), SqlValue.Of(LatestTopUps)],
                TopUp,
                ct
            );
    }

    public async Task<Result<WalletTopUpView>> FindTopUpAsync(
        WalletTopUpId id,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(WalletPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var found = await connections.ReadAsync(
            WalletReadSql.TopUp,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(id.Value)],
            TopUp,
            ct
        );
        return found.Count > 0 ? found[0] : WalletErrors.TopUpNotFound;
    }

    private async Task<Result<IReadOnlyList<WalletSummary>>> ReadAsync(
        string sql,
        NpgsqlParameter which,
        CancellationToken ct
    ) =>
        await user.MayAsync(WalletPermissions.Read, ct)
            ? await connections.ReadAsync(sql, [SqlValue.Of(tenant.Id.Value), which], Summary, ct)
            : Error.Forbidden;

    private NpgsqlParameter[] Where(WalletFilter filter) =>
        [
            SqlValue.Of(tenant.Id.Value),
            SqlValue.OrNull(
                filter.Search.Trim().Length > 0 ? LikePattern.Containing(filter.Search) : null,
                NpgsqlDbType.Text
            ),
            SqlValue.OrNull(filter.Currency?.Code, NpgsqlDbType.Text),
        ];

    private static WalletSummary Summary(NpgsqlDataReader r)
    {
        var currency = Currency.Of(r.GetString(4));
        return new WalletSummary(
            new WalletId(r.GetInt64(0)),
            new CustomerId(r.GetInt64(1)),
            r.GetString(2),
            r.GetString(3),
            new Money(r.GetInt64(5), currency),
            new Money(r.GetInt64(6), currency),
            r.GetFieldValue<DateTimeOffset>(7),
            Instant(r, 8),
            Instant(r, 9)
        );
    }

    private static WalletTopUpView TopUp(NpgsqlDataReader r) =>
        new(
            new WalletTopUpId(r.GetInt64(0)),
            new Money(r.GetInt64(1), Currency.Of(r.GetString(2))),
            SnakeCase.ToEnum<WalletTopUpStatus>(r.GetString(3)),
            r.GetString(4),
            Text(r, 5),
            Text(r, 6),
            Text(r, 7),
            r.GetFieldValue<DateTimeOffset>(8),
            Instant(r, 9)
        );

    private static string? Text(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
