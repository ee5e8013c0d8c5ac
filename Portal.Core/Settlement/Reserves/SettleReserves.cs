using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reserves;

/// <summary>
/// Covers from shops' reserves what they owe, and fills reserves from what came in. Refuses without the right.
/// </summary>
public sealed class SettleReserves(
    PortalConnections connections,
    ReserveBooks reserves,
    CurrentUser user
)
{
    /// <summary>Shops in one transaction: other people's bookings wait for it.</summary>
    private const int BatchSize = 500;

    /// <summary>Answers how many reserves moved; those in their place are neither locked nor touched.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Release, ct))
        {
            return Error.Forbidden;
        }

        await using var connection = await connections.OpenAsync(ct);
        var moved = 0;
        foreach (var currency in await reserves.CurrenciesAsync(connection, ct))
        {
            var due = await reserves.ReadAsync(connection, currency, ct);
            foreach (var shops in due.Where(s => s.MoveMinor != 0).Chunk(BatchSize))
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                var settled = await reserves.SettleAsync(
                    transaction,
                    currency,
                    [.. shops.Select(s => s.Seller)],
                    ct
                );
                if (settled.Failed)
                {
                    return settled.Error;
                }

                await transaction.CommitAsync(ct);
                moved += settled.Value.Count(s => s.MoveMinor != 0);
            }
        }

        return moved;
    }
}
