using Npgsql;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// What must hold after every test, whatever it did. One query per invariant, answering the rows
/// that break it; each module adds its own.
/// </summary>
public static class InvariantChecker
{
    private static readonly (string Name, string Violations)[] Invariants =
    [
        (
            "every event belongs to a tenant that exists",
            "SELECT e.id FROM events.log e LEFT JOIN tenancy.tenants t ON t.id = e.tenant_id WHERE t.id IS NULL"
        ),
    ];

    public static async Task CheckAsync(string adminConnection)
    {
        await using var connection = new NpgsqlConnection(adminConnection);
        await connection.OpenAsync();
        foreach (var (name, violations) in Invariants)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT count(*), string_agg(v::text, '; ') FROM (SELECT * FROM ({violations}) all_rows LIMIT 5) v",
                connection
            );
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            Assert.True(
                reader.GetInt64(0) == 0,
                $"Invariant broken: {name}: {(reader.IsDBNull(1) ? "" : reader.GetString(1))}"
            );
        }
    }
}
