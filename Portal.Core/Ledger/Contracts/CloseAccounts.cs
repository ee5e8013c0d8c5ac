using Npgsql;
using Portal.Core.Data;
using Portal.Core.Ledger.Holds;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>Ends an account that is empty: nothing is booked to it any more. Works in the caller's transaction.</summary>
public sealed class CloseAccounts(TimeProvider clock)
{
    /// <summary>$1 account, $2 now.</summary>
    private const string Close = """
        UPDATE ledger.balances SET closed_at = $2
        WHERE account_id = $1 AND minor = 0 AND held_minor = 0 AND closed_at IS NULL RETURNING true
        """;

    /// <summary>False when it has money or holds, or is closed already.</summary>
    public async Task<bool> TryCloseAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantId tenant,
        AccountId account,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(HoldsSql.EnterBooks) { Parameters = { SqlValue.Of(new[] { tenant.Value }) } },
                new(Close)
                {
                    Parameters = { SqlValue.Of(account.Value), SqlValue.Of(clock.GetUtcNow()) },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct);
    }
}
