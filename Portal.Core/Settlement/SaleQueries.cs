using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>
/// Where the money of sales is: of the tenant, or of the reader's shops only. Every read refuses
/// without the right.
/// </summary>
public sealed class SaleQueries(
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user,
    CurrentTenant tenant
)
{
    /// <summary>Sales, those paid last first; the total is counted up to <see cref="PageRequest.CountLimit"/>.</summary>
    public async Task<Result<Page<SaleRow>>> ListAsync(
        SaleFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        var total = await connections.ReadAsync(
            SaleReadSql.Count,
            [.. Where(filter, reach), SqlValue.Of(PageRequest.CountLimit)],
            r => r.GetInt64(0),
            ct
        );
        var names = await tenants.SellerNamesAsync(ct);
        var rows = await connections.ReadAsync(
            SaleReadSql.Rows,
            [.. Where(filter, reach), SqlValue.Of(page.Offset), SqlValue.Of(page.Take)],
            r => Row(r, names),
            ct
        );
        return new Page<SaleRow>(rows, total[0], total[0] < PageRequest.CountLimit);
    }

    /// <summary>What is held, frozen, released and refunded, by currency.</summary>
    public async Task<Result<IReadOnlyList<SaleSum>>> SumsAsync(
        SaleFilter filter,
        CancellationToken ct
    )
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        return await connections.ReadAsync(SaleReadSql.Sums, Where(filter, reach), Sum, ct);
    }

    private IEnumerable<NpgsqlParameter> Where(SaleFilter filter, AccessScope reach) =>
        [
            SqlValue.Of(tenant.Id.Value),
            SqlValue.OrNull(reach.SellerIdsOrNull, NpgsqlDbType.Array | NpgsqlDbType.Bigint),
            SqlValue.OrNull(
                filter.Statuses is { Count: > 0 } statuses
                    ? statuses.Select(SnakeCase.Of).ToArray()
                    : null,
                NpgsqlDbType.Array | NpgsqlDbType.Text
            ),
            SqlValue.OrNull(filter.Currency?.Code, NpgsqlDbType.Text),
            SqlValue.OrNull(
                filter.Search.Trim() is { Length: > 0 } search ? search : null,
                NpgsqlDbType.Text
            ),
            SqlValue.OrNull(filter.Payout?.Value, NpgsqlDbType.Bigint),
            SqlValue.OrNull(filter.Seller?.Value, NpgsqlDbType.Bigint),
        ];

    private static SaleRow Row(NpgsqlDataReader r, IReadOnlyDictionary<SellerId, string> names)
    {
        var seller = new SellerId(r.GetInt64(4));
        var sold = new SaleMoney(r.GetInt64(6), r.GetInt64(7), r.GetInt64(8));
        return new SaleRow(
            new OrderId(r.GetInt64(0)),
            r.GetInt32(1),
            r.GetString(2),
            r.GetString(3),
            seller,
            names.GetValueOrDefault(seller, ""),
            Currency.Of(r.GetString(5)),
            sold,
            SaleMoney.After(sold, r.GetInt64(9)),
            Enum.Parse<SaleStatus>(r.GetString(10), ignoreCase: true),
            r.IsDBNull(11) ? null : r.GetString(11),
            r.GetFieldValue<DateTimeOffset>(12),
            r.GetBoolean(13),
            r.GetFieldValue<DateTimeOffset>(14),
            r.IsDBNull(15) ? null : r.GetFieldValue<DateTimeOffset>(15),
            r.IsDBNull(16)
                ? null
                : new SalePayout(
                    new PayoutId(r.GetInt64(16)),
                    SnakeCase.ToEnum<PayoutStatus>(r.GetString(17)),
                    r.IsDBNull(18) ? null : r.GetFieldValue<DateTimeOffset>(18)
                )
        );
    }

    private static SaleSum Sum(NpgsqlDataReader r)
    {
        var currency = Currency.Of(r.GetString(0));
        return new SaleSum(
            currency,
            Enum.Parse<SaleStatus>(r.GetString(1), ignoreCase: true),
            new Money(r.GetInt64(2), currency),
            new Money(r.GetInt64(3), currency),
            r.GetInt64(4)
        );
    }
}
