using System.Data;
using Npgsql;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

/// <summary>Connections for hand-written SQL, with the tenant of the call set as row-level security needs it.</summary>
public sealed class PortalConnections(NpgsqlDataSource source, CurrentTenant tenant)
{
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            await SetTenantAsync(connection, tenant, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The first words on an opened connection. One from the pool may be of before a restart of the
    /// server; nothing was asked of it yet, so a new one takes its place.
    /// </summary>
    internal static async Task SetTenantAsync(
        NpgsqlConnection connection,
        CurrentTenant tenant,
        CancellationToken ct
    )
    {
        try
        {
            await SendTenantAsync(connection, tenant, ct);
        }
        catch (NpgsqlException) when (connection.State != ConnectionState.Open)
        {
            NpgsqlConnection.ClearPool(connection);
            await connection.CloseAsync();
            await connection.OpenAsync(ct);
            await SendTenantAsync(connection, tenant, ct);
        }
    }

    private static async Task SendTenantAsync(
        NpgsqlConnection connection,
        CurrentTenant tenant,
        CancellationToken ct
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT set_config('portal.tenant', $1, false)";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant.Setting });
        await command.PrepareAsync(ct);
        await command.ExecuteNonQueryAsync(ct);
    }
}
