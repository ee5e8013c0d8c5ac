using System.Net.Http.Json;
using Npgsql;
using Portal.Core.Payments.Gateways;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// What must hold after every test, whatever it did. One query per invariant, answering the rows
/// that break it; each module adds its own
/// in a file of its own.
/// </summary>
public static partial class InvariantChecker
{
    private static IEnumerable<Invariant> Invariants =>
        [
            .. Orders,
            .. Payments,
            .. Ledger,
            .. Settlement,
            .. Debts,
            .. Reconciliation,
            .. Wallets,
            .. Chargebacks,
        ];

    /// <summary>True when the figures' consumer runs in this test and has read every event it wants.</summary>
    public const string FiguresAreDrained = """
        SELECT EXISTS (SELECT FROM events.cursors WHERE consumer = 'figures') AND NOT EXISTS (
            SELECT FROM events.log l JOIN events.cursors c ON c.consumer = 'figures'
            WHERE (l.xid, l.id) > (c.last_xid, c.last_id)
                AND l.kind IN ('order.completed', 'order.failed', 'order.retried', 'order.refunded'))
        """;

    /// <summary>True when settlement's consumer runs in this test and has read every event it wants.</summary>
    public const string SettlementIsDrained = """
        SELECT EXISTS (SELECT FROM events.cursors WHERE consumer = 'settlement') AND NOT EXISTS (
            SELECT FROM events.log l JOIN events.cursors c ON c.consumer = 'settlement'
            WHERE (l.xid, l.id) > (c.last_xid, c.last_id) AND l.kind IN ('order.completed', 'order.refunded'))
        """;

    /// <summary>What the simulated gateway has given back is what we sent, once and to the cent, and nothing else.</summary>
    public static async Task CheckRefundsAsync(TestPortal portal, HttpClient gateway)
    {
        var given = await gateway.GetFromJsonAsync<List<RefundAnswerMessage>>("refunds");
        Assert.Equal(
            await portal.AdminScalarAsync<string[]>(
                """
                SELECT array_agg(key || ' ' || charge_key || ' ' || amount_minor || ' ' || currency ORDER BY key COLLATE "C")
                FROM payments.refunds WHERE status = 'sent'
                """
            ) ?? [],
            given!.Select(r =>
                FormattableString.Invariant($"{r.Key} {r.ChargeKey} {r.AmountMinor} {r.Currency}")
            )
        );
    }

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

    /// <param name="Name">What holds, as a sentence.</param>
    /// <param name="Violations">Answers the rows that break it.</param>
    private sealed record Invariant(string Name, string Violations);
}
