using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Portal.Core.Data;

/// <summary>
/// Tells PostgreSQL which tenant a connection works for, which row-level security reads, each time
/// the pool hands it out.
/// </summary>
internal sealed class TenantConnectionInterceptor : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is PortalDbContext db)
        {
            await PortalConnections.SetTenantAsync(
                (NpgsqlConnection)connection,
                db.Tenant,
                cancellationToken
            );
        }
    }

    public override void ConnectionOpened(
        DbConnection connection,
        ConnectionEndEventData eventData
    ) => throw new NotSupportedException("Open connections asynchronously.");
}
