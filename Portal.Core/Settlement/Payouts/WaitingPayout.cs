using Npgsql;
using Portal.Core.Data;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>A payout of a run that waits; its row is locked until the transaction ends.</summary>
internal sealed record WaitingPayout(PayoutId Id, MoneyHoldId Hold, long AmountMinor)
{
    public static async Task<List<WaitingPayout>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PayoutRunId run,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(PayoutsSql.Waiting, connection, transaction)
        {
            Parameters = { SqlValue.Of(run.Value) },
        };
        var waiting = new List<WaitingPayout>();
        await using var reader = await read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            waiting.Add(
                new WaitingPayout(
                    new PayoutId(reader.GetInt64(0)),
                    new MoneyHoldId(reader.GetInt64(1)),
                    reader.GetInt64(2)
                )
            );
        }

        return waiting;
    }
}
