using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Returns;

/// <summary>
/// Refunds with their decision and how far they are. The desk is the whole tenant's; a shop sees those of its
/// orders, with what falls to it. Every read refuses without the right.
/// </summary>
public sealed class RefundQueries(
    PortalConnections connections,
    BookedEntries entries,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    /// <summary>Refunds, the newest first; the total is counted up to <see cref="PageRequest.CountLimit"/>.</summary>
    public async Task<Result<Page<RefundSummary>>> ListAsync(
        RefundFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(ReturnPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var total = await connections.ReadAsync(
            RefundReadSql.Count,
            [.. Where(filter), SqlValue.Of(PageRequest.CountLimit)],
            r => r.GetInt64(0),
            ct
        );
        var rows = await connections.ReadAsync(
            RefundReadSql.Rows,
            [.. Where(filter), SqlValue.Of(page.Offset), SqlValue.Of(page.Take)],
            r => Summary(r, r.GetInt64(3)),
            ct
        );
        return new Page<RefundSummary>(rows, total[0], total[0] < PageRequest.CountLimit);
    }

    /// <summary>What is on its way, sent and failed, by currency.</summary>
    public async Task<Result<IReadOnlyList<RefundSum>>> SumsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(ReturnPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        return await connections.ReadAsync(
            RefundReadSql.Sums,
            Where(new RefundFilter()),
            r =>
            {
                var currency = Currency.Of(r.GetString(0));
                return new RefundSum(
                    currency,
                    SnakeCase.ToEnum<RefundStatus>(r.GetString(1)),
                    new Money(r.GetInt64(2), currency),
                    r.GetInt64(3),
                    r.GetFieldValue<DateTimeOffset>(4)
                );
            },
            ct
        );
    }

    /// <summary>How long buyers have been waiting for what was not sent yet, by currency.</summary>
    public async Task<Result<IReadOnlyList<RefundAge>>> AgesAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(ReturnPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var now = clock.GetUtcNow();
        return await connections.ReadAsync(
            RefundReadSql.Ages,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(now.AddDays(-1)),
                SqlValue.Of(now.AddDays(-7)),
            ],
            r =>
            {
                var currency = Currency.Of(r.GetString(0));
                return new RefundAge(
                    currency,
                    new Money(r.GetInt64(1), currency),
                    new Money(r.GetInt64(2), currency),
                    new Money(r.GetInt64(3), currency)
                );
            },
            ct
        );
    }

    public async Task<Result<RefundDetail>> FindAsync(RefundId id, CancellationToken ct)
    {
        if (!await user.MayAsync(ReturnPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var found = await connections.ReadAsync(
            RefundReadSql.One,
            Of(id),
            r =>
                (
                    Detail: new RefundDetail(
                        Summary(r, r.GetInt64(3)),
                        r.GetString(16),
                        r.GetString(17),
                        Text(r, 18),
                        Text(r, 19),
                        [],
                        [],
                        null,
                        null
                    ),
                    SentKey: RefundEntryKeys.Sent(id, r.GetInt32(20))
                ),
            ct
        );
        if (found.Count == 0)
        {
            return ReturnErrors.RefundNotFound;
        }

        var (detail, sentKey) = found[0];
        var currency = detail.Summary.Amount.Currency;
        var booked = await entries.FindAsync([RefundEntryKeys.Owed(id), sentKey], ct);
        return detail with
        {
            Lines = await connections.ReadAsync(
                RefundReadSql.Lines,
                Of(id),
                r => new RefundLineView(
                    r.GetInt32(0),
                    Text(r, 1),
                    new Money(r.GetInt64(2), currency)
                ),
                ct
            ),
            Attempts = await connections.ReadAsync(RefundReadSql.Attempts, Of(id), Attempt, ct),
            Booked = booked.GetValueOrDefault(RefundEntryKeys.Owed(id)),
            BookedAsSent = booked.GetValueOrDefault(sentKey),
        };
    }

    /// <summary>An order's refunds, the first first. Who may not see the order is told that there is none.</summary>
    public async Task<Result<IReadOnlyList<RefundSummary>>> OfOrderAsync(
        OrderId order,
        CancellationToken ct
    )
    {
        var reach = await user.ScopeAsync(ReturnPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        NpgsqlParameter[] Asked() =>
            [
                .. Of(order),
                SqlValue.OrNull(reach.SellerIdsOrNull, NpgsqlDbType.Array | NpgsqlDbType.Bigint),
            ];
        var maySee = await connections.ReadAsync(
            RefundReadSql.MaySee,
            Asked(),
            r => r.GetBoolean(0),
            ct
        );
        return maySee[0]
            ? await connections.ReadAsync(
                RefundReadSql.OfOrder,
                Asked(),
                r => Summary(r, r.GetInt64(16)),
                ct
            )
            : ReturnErrors.OrderNotFound;
    }

    /// <summary>What of an order can still be given back. Refuses an order of which nothing was paid here.</summary>
    public async Task<Result<RefundableView>> RefundableAsync(OrderId order, CancellationToken ct)
    {
        if (!await user.MayAsync(ReturnPermissions.Grant, ct))
        {
            return Error.Forbidden;
        }

        var rows = await connections.ReadAsync(
            RefundReadSql.Refundable,
            Of(order),
            r =>
                (
                    Left: new Money(r.GetInt64(1), Currency.Of(r.GetString(0))),
                    LineNo: r.IsDBNull(2) ? 0 : r.GetInt32(2),
                    Item: Text(r, 3),
                    Seller: new SellerId(r.IsDBNull(4) ? 0 : r.GetInt64(4)),
                    Paid: r.IsDBNull(5) ? 0 : r.GetInt64(5),
                    Gateway: r.GetString(6),
                    HasCustomer: r.GetBoolean(7)
                ),
            ct
        );
        if (rows.Count == 0)
        {
            return await ExistsAsync(order, ct) ? ReturnErrors.NotPaid : ReturnErrors.OrderNotFound;
        }

        var all = rows[0].Left;
        await using var connection = await connections.OpenAsync(ct);
        var left = (await RefundableLines.ReadAsync(connection, null, order, ct)).ToDictionary(
            l => l.LineNo,
            l => l.LeftMinor
        );
        return new RefundableView(
            all,
            [
                .. rows.Where(r => r.LineNo != 0)
                    .Select(r => new RefundableLineView(
                        r.LineNo,
                        r.Item,
                        r.Seller,
                        all with
                        {
                            Minor = r.Paid,
                        },
                        all with
                        {
                            Minor = left.GetValueOrDefault(r.LineNo),
                        }
                    )),
            ],
            RefundPolicy.DestinationsOf(rows[0].Gateway, rows[0].HasCustomer),
            rows[0].Gateway
        );
    }

    private async Task<bool> ExistsAsync(OrderId order, CancellationToken ct)
    {
        var found = await connections.ReadAsync(
            RefundReadSql.MaySee,
            [.. Of(order), SqlValue.OrNull(null, NpgsqlDbType.Array | NpgsqlDbType.Bigint)],
            r => r.GetBoolean(0),
            ct
        );
        return found[0];
    }

    private NpgsqlParameter[] Of(RefundId id) =>
        [SqlValue.Of(tenant.Id.Value), SqlValue.Of(id.Value)];

    private NpgsqlParameter[] Of(OrderId id) =>
        [SqlValue.Of(tenant.Id.Value), SqlValue.Of(id.Value)];

    private NpgsqlParameter[] Where(RefundFilter filter) =>
        [
            SqlValue.Of(tenant.Id.Value),
            Choices(filter.Statuses),
            SqlValue.OrNull(filter.Currency?.Code, NpgsqlDbType.Text),
            Choices(filter.BorneBy),
            SqlValue.OrNull(
                filter.Search.Trim() is { Length: > 0 } search ? search : null,
                NpgsqlDbType.Text
            ),
        ];

    private static NpgsqlParameter Choices<T>(IReadOnlyList<T>? values)
        where T : struct, Enum =>
        SqlValue.OrNull(
            values is { Count: > 0 } ? values.Select(SnakeCase.Of).ToArray() : null,
            NpgsqlDbType.Array | NpgsqlDbType.Text
        );

    private static RefundSummary Summary(NpgsqlDataReader r, long minor) =>
        new(
            new RefundId(r.GetInt64(0)),
            new OrderId(r.GetInt64(1)),
            r.GetString(2),
            new Money(minor, Currency.Of(r.GetString(4))),
            SnakeCase.ToEnum<RefundStatus>(r.GetString(5)),
            SnakeCase.ToEnum<RefundBearer>(r.GetString(6)),
            Text(r, 7),
            Text(r, 8),
            r.GetFieldValue<DateTimeOffset>(9),
            r.GetInt32(10),
            Instant(r, 11),
            Instant(r, 12),
            Text(r, 13),
            SnakeCase.ToEnum<RefundDestination>(r.GetString(14)),
            r.GetString(15)
        );

    private static RefundAttemptView Attempt(NpgsqlDataReader r) =>
        new(
            r.GetInt32(0),
            r.GetFieldValue<DateTimeOffset>(1),
            Instant(r, 2),
            Text(r, 3) is { } outcome ? SnakeCase.ToEnum<RefundStatus>(outcome) : null,
            Text(r, 4),
            Text(r, 5),
            r.GetString(6),
            Text(r, 7)
        );

    private static string? Text(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
