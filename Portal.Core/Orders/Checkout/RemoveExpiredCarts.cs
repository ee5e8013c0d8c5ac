using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// Removes carts a while after they expired, some at a time; until then their buyers are told why. The
/// orders they became stay. The worker calls it, over all tenants.
/// </summary>
public sealed class RemoveExpiredCarts(PortalConnections connections, TimeProvider clock)
{
    private const int AtMost = 1_000;

    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(1);

    /// <summary>How many it removed; zero when none are left.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(CartSql.RemoveExpired, connection)
        {
            Parameters = { SqlValue.Of(clock.GetUtcNow() - ToldFor), SqlValue.Of(AtMost) },
        };
        return await command.ExecuteNonQueryAsync(ct);
    }
}
