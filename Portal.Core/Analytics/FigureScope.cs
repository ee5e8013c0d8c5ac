using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics;

/// <summary>Whose figures a caller sees: the whole tenant's, or those of their shops.</summary>
/// <param name="Tenant">The tenant of the call.</param>
/// <param name="Shops">Keys of the rollups; the single shop 0 is the whole tenant.</param>
internal sealed record FigureScope(TenantSnapshot Tenant, IReadOnlyList<SellerId> Shops)
{
    /// <summary>The one rollup key, where the figures can be read as they are; null when shops must be added up.</summary>
    public SellerId? Single => Shops.Count == 1 ? Shops[0] : null;

    public Currency Currency => Tenant.Currency;
}

/// <summary>Opens the figures to a caller: right, reach, connection.</summary>
public sealed class FigureAccess(
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user
)
{
    private static readonly SellerId WholeTenant = new(0);

    internal async Task<Result<FigureScope>> ScopeAsync(CancellationToken ct)
    {
        var reach = await user.ScopeAsync(AnalyticsPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        return new FigureScope(
            await tenants.CurrentAsync(ct),
            reach.IsWholeTenant ? [WholeTenant] : reach.Sellers
        );
    }

    /// <summary>Answers a caller within their reach; refuses one without the right.</summary>
    internal async Task<Result<T>> AskAsync<T>(
        Func<FigureScope, Task<Result<T>>> answer,
        CancellationToken ct
    )
    {
        var scope = await ScopeAsync(ct);
        return scope.Failed ? scope.Error : await answer(scope.Value);
    }

    /// <summary>Reads rows with the parameters all figure reads share first: tenant, shops, currency.</summary>
    internal Task<List<T>> ReadAsync<T>(
        FigureScope scope,
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct,
        params object?[] more
    ) =>
        connections.ReadAsync(
            sql,
            [
                SqlValue.Of(scope.Tenant.Id.Value),
                SqlValue.Of(scope.Shops.Select(s => s.Value).ToArray()),
                SqlValue.Of(scope.Currency.Code),
                .. more.Select(value => new NpgsqlParameter { Value = value ?? DBNull.Value }),
            ],
            row,
            ct
        );
}
