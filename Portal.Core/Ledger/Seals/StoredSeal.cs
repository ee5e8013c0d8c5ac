using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>A seal as the books have it.</summary>
internal sealed record StoredSeal(
    int Number,
    DateOnly Day,
    DateTimeOffset FromAt,
    DateTimeOffset ThroughAt,
    long Entries,
    byte[] PreviousHash,
    byte[] Hash
)
{
    /// <summary>Seals of a tenant.</summary>
    /// <param name="connection">Of the tenant.</param>
    /// <param name="sql"><see cref="SealsSql.All"/> or <see cref="SealsSql.Last"/>.</param>
    public static async Task<List<StoredSeal>> ReadAsync(
        NpgsqlConnection connection,
        string sql,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { SqlValue.Of(tenant.Value) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var seals = new List<StoredSeal>();
        while (await reader.ReadAsync(ct))
        {
            seals.Add(
                new StoredSeal(
                    reader.GetInt32(0),
                    reader.GetFieldValue<DateOnly>(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetInt64(4),
                    reader.GetFieldValue<byte[]>(5),
                    reader.GetFieldValue<byte[]>(6)
                )
            );
        }

        return seals;
    }
}
