using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>A sale whose row is locked until the transaction ends.</summary>
internal sealed record LockedSale(
    long OrderId,
    int LineNo,
    TenantId Tenant,
    SellerId Seller,
    Currency Currency,
    SaleMoney Sold,
    long Refunded,
    SaleStatus Status
)
{
    public SaleMoney Left => SaleMoney.After(Sold, Refunded);

    public AccountKey Account(AccountKind kind) =>
        new(
            Tenant,
            kind,
            Currency,
            kind is AccountKind.SellerPayable ? AccountOwner.Seller(Seller) : AccountOwner.Tenant
        );

    public static async Task<List<LockedSale>> ReadAsync(
        NpgsqlCommand locking,
        CancellationToken ct
    )
    {
        var sales = new List<LockedSale>();
        await using var reader = await locking.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            sales.Add(
                new LockedSale(
                    reader.GetInt64(0),
                    reader.GetInt32(1),
                    new TenantId(reader.GetInt64(2)),
                    new SellerId(reader.GetInt64(3)),
                    Currency.Of(reader.GetString(4)),
                    new SaleMoney(reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7)),
                    reader.GetInt64(8),
                    Enum.Parse<SaleStatus>(reader.GetString(9), ignoreCase: true)
                )
            );
        }

        return sales;
    }
}
