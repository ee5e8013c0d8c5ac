using Npgsql;
using NpgsqlTypes;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Data;
using Portal.Core.Data.Export;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks;

/// <summary>Chargebacks of the whole tenant. Every read refuses without the right.</summary>
public sealed class ChargebackQueries(
    PortalConnections connections,
    TimelineReader timeline,
    TenantReader tenants,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    /// <summary>Open ones first, by when their evidence is due, unless sorted by <c>amount</c> or <c>recorded</c>.</summary>
    public async Task<Result<Page<ChargebackRow>>> ListAsync(
        ChargebackFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var total = await connections.ReadAsync(
            ChargebackSql.Count,
            Where(filter),
            r => r.GetInt64(0),
            ct
        );
        return new Page<ChargebackRow>(
            await RowsAsync(
                ChargebackSql.Rows(page.Sort, page.Descending),
                [.. Where(filter), SqlValue.Of(page.Offset), SqlValue.Of(page.Take)],
                (_, row) => row,
                ct
            ),
            total[0]
        );
    }

    /// <summary>By state and currency; states without any are left out.</summary>
    public async Task<Result<IReadOnlyList<ChargebackSum>>> SumsAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var sums = await connections.ReadAsync(
            ChargebackSql.Sums,
            [SqlValue.Of(tenant.Id.Value)],
            r => new ChargebackSum(
                SnakeCase.ToEnum<ChargebackStatus>(r.GetString(0)),
                new Money(r.GetInt64(2), Currency.Of(r.GetString(1))),
                r.GetInt32(3)
            ),
            ct
        );
        return sums.OrderBy(s => s.Status)
            .ThenBy(s => s.Amount.Currency.Code, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>How many wait for evidence that is due within so many days, or was.</summary>
    public async Task<Result<int>> DueSoonAsync(int days, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var due = await connections.ReadAsync(
            ChargebackSql.DueSoon,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(clock.GetUtcNow().AddDays(days))],
            r => r.GetInt32(0),
            ct
        );
        return due[0];
    }

    public async Task<Result<ChargebackDetail>> FindAsync(ChargebackId id, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var found = await RowsAsync(
            ChargebackSql.One,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(id.Value)],
            Detail,
            ct
        );
        if (found.Count == 0)
        {
            return ChargebackErrors.NotFound;
        }

        var history = await timeline.ReadAsync(
            new EventSubject("order", found[0].Row.Order.Value),
            ct
        );
        return found[0] with { History = [.. history.Where(e => ChargebackEvents.IsAbout(e, id))] };
    }

    /// <summary>What of an order can still be charged back. Refuses one of which nothing can.</summary>
    public async Task<Result<ChargeableOrder>> ChargeableAsync(
        string reference,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        var found = await connections.ReadAsync(
            ChargebackSql.Chargeable,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(reference.Trim())],
            r => new ChargeableOrder(
                new OrderId(r.GetInt64(0)),
                r.GetString(1),
                new Money(r.GetInt64(2), Currency.Of(r.GetString(3))),
                r.GetString(4)
            ),
            ct
        );
        return found.Count == 1 ? found[0] : ChargebackErrors.NothingChargeable;
    }

    /// <summary>The whole list, not a page of it.</summary>
    public async Task<Result<ExportTable>> TableAsync(ChargebackFilter filter, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var rows = await RowsAsync(
            ChargebackSql.Rows(null, false),
            [.. Where(filter), SqlValue.Of(0), SqlValue.Of(int.MaxValue)],
            (_, row) => row,
            ct
        );
        return new ExportTable(
            "Chargebacks",
            [
                "Chargeback",
                "State",
                "Order",
                "Shops",
                "Buyer",
                "Gateway",
                "Reference",
                "Reason",
                "Currency",
                "Amount",
                "Fee",
                "Recorded",
                "Evidence due",
            ],
            rows.ConvertAll(r =>
                (IReadOnlyList<object?>)
                    [
                        r.Id.Value,
                        SnakeCase.Of(r.Status),
                        r.OrderReference,
                        string.Join(", ", r.Shops),
                        r.BuyerName,
                        r.Gateway,
                        r.Reference,
                        r.ReasonCode,
                        r.Amount.Currency.Code,
                        r.Amount.Major,
                        r.Fee.Major,
                        r.RecordedAt,
                        r.EvidenceDueAt,
                    ]
            )
        );
    }

    private async Task<List<T>> RowsAsync<T>(
        string sql,
        IEnumerable<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, ChargebackRow, T> of,
        CancellationToken ct
    )
    {
        var names = await tenants.SellerNamesAsync(ct);
        var home = await tenants.CurrentAsync(ct);
        var today = home.DayOf(clock.GetUtcNow());
        return await connections.ReadAsync(
            sql,
            parameters,
            r => of(r, Row(r, names, due => home.DayOf(due).DayNumber - today.DayNumber)),
            ct
        );
    }

    private static ChargebackRow Row(
        NpgsqlDataReader r,
        IReadOnlyDictionary<SellerId, string> names,
        Func<DateTimeOffset, int> daysUntil
    )
    {
        var currency = Currency.Of(r.GetString(9));
        var status = SnakeCase.ToEnum<ChargebackStatus>(r.GetString(10));
        var due = r.GetFieldValue<DateTimeOffset>(12);
        return new ChargebackRow(
            new ChargebackId(r.GetInt64(0)),
            new OrderId(r.GetInt64(1)),
            r.GetString(2),
            Text(r, 3),
            [
                .. r.GetFieldValue<long[]>(13)
                    .Select(s => names.GetValueOrDefault(new SellerId(s), "A shop")),
            ],
            r.GetString(4),
            r.GetString(5),
            r.GetString(6),
            new Money(r.GetInt64(7), currency),
            new Money(r.GetInt64(8), currency),
            status,
            r.GetFieldValue<DateTimeOffset>(11),
            due,
            // It is due until the end of its last day, which is the instant before.
            status is ChargebackStatus.NeedsResponse
                ? daysUntil(due.AddTicks(-1))
                : null
        );
    }

    private static ChargebackDetail Detail(NpgsqlDataReader r, ChargebackRow row) =>
        new(
            row,
            r.GetString(14),
            Text(r, 15),
            r.GetString(16),
            Text(r, 17),
            Instant(r, 18),
            Text(r, 19),
            Text(r, 20),
            Text(r, 21),
            Instant(r, 22),
            r.IsDBNull(23) ? null : new RefundId(r.GetInt64(23)),
            r.IsDBNull(24)
                ? null
                : new DisputeOf(
                    new DisputeId(r.GetInt64(24)),
                    r.GetString(25),
                    SnakeCase.ToEnum<DisputeStatus>(r.GetString(26)),
                    Text(r, 27),
                    Text(r, 28),
                    Instant(r, 29)
                ),
            r.IsDBNull(30)
                ? null
                : new EvidenceState(
                    SnakeCase.ToEnum<EvidenceStatus>(r.GetString(30)),
                    r.GetInt32(31),
                    Text(r, 32),
                    Instant(r, 33)
                ),
            []
        );

    private NpgsqlParameter[] Where(ChargebackFilter filter) =>
        [
            SqlValue.Of(tenant.Id.Value),
            SqlValue.OrNull(
                filter.Statuses is { Count: > 0 } statuses
                    ? statuses.Select(SnakeCase.Of).ToArray()
                    : null,
                NpgsqlDbType.Array | NpgsqlDbType.Text
            ),
            SqlValue.OrNull(
                filter.Search.Trim() is { Length: > 0 } search ? search : null,
                NpgsqlDbType.Text
            ),
        ];

    private static string? Text(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
