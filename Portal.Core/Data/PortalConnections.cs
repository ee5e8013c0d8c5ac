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

    /// <summary>The rows of one statement, which travels with the tenant in a single trip to the server.</summary>
    public async Task<List<T>> ReadAsync<T>(
        string sql,
        IEnumerable<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct
    )
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(SetTenant(tenant));
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            statement.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(statement);
        try
        {
            return await ReadAsync(batch, row, ct);
        }
        catch (NpgsqlException) when (connection.State != ConnectionState.Open)
        {
            await ReplaceAsync(connection, ct);
            return await ReadAsync(batch, row, ct);
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
            await ReplaceAsync(connection, ct);
            await SendTenantAsync(connection, tenant, ct);
        }
    }

    private static async Task ReplaceAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        NpgsqlConnection.ClearPool(connection);
        await connection.CloseAsync();
        await connection.OpenAsync(ct);
    }

    private static async Task SendTenantAsync(
        NpgsqlConnection connection,
        CurrentTenant tenant,
        CancellationToken ct
    )
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(SetTenant(tenant));
        await batch.PrepareAsync(ct);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand SetTenant(CurrentTenant tenant) =>
        new("SELECT set_config('portal.tenant', $1, false)")
        {
            Parameters = { SqlValue.Of(tenant.Setting) },
        };

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlBatch batch,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct
    )
    {
        var rows = new List<T>();
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
