using Npgsql;

namespace Portal.Core.Imports.Running;

/// <summary>One statement with positional parameters on an open connection.</summary>
internal static class SqlRunning
{
    public static async Task<int> RunAsync(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object?[] values
    )
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<T?> ScalarAsync<T>(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object?[] values
    )
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync(ct) is T value ? value : default;
    }

    /// <summary>Statements over a whole file take as long as they take; the lease bounds them.</summary>
    public static NpgsqlCommand Command(
        this NpgsqlConnection connection,
        string sql,
        params object?[] values
    )
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    public static NpgsqlParameter Parameter(object? value) =>
        new() { Value = value ?? DBNull.Value };
}
