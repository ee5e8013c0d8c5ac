using System.Text.Json;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns.Contracts;
using Portal.Core.Settlement.Rules;

namespace Portal.Core.Settlement;

/// <summary>
/// Turns paid orders into sales whose money is in escrow, and refunds into entries: from escrow while it
/// is there, else from the seller, who may come to owe, with commission and tax given back; or from the
/// marketplace alone, when that was decided.
/// </summary>
internal sealed class SalesConsumer(SettlementBooks books) : IEventConsumer
{
    private const string Completed = "order.completed";
    private const string Refunded = "order.refunded";

    private static readonly SettlementTerms Default = new();

    public string Name => "settlement";

    public IReadOnlyCollection<string> Kinds { get; } = [Completed, Refunded];

    public async Task ApplyAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<LoggedEvent> events,
        CancellationToken ct
    )
    {
        var paid = events.Where(e => e.Kind == Completed).Select(e => e.SubjectId).ToArray();
        if (paid.Length > 0)
        {
            await using (var wait = new NpgsqlCommand(RuleLockSql.Book, connection, transaction))
            {
                await wait.ExecuteNonQueryAsync(ct);
            }

            await RecordAsync(connection, transaction, SalesSql.Record, paid, ct);
            await RecordAsync(connection, transaction, SalesSql.RecordCharges, paid, ct);
        }

        var refunds = events.Where(e => e.Kind == Refunded).Select(Refund.Of).ToList();
        if (refunds.Count > 0)
        {
            await RefundAsync(connection, transaction, refunds, ct);
        }
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string sql,
        long[] orders,
        CancellationToken ct
    )
    {
        await using var record = new NpgsqlCommand(sql, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(orders),
                SqlValue.Of(Default.DeliveryDays),
                SqlValue.Of(Default.DisputeDays),
            },
        };
        await record.ExecuteNonQueryAsync(ct);
    }

    private async Task RefundAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<Refund> refunds,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(SalesSql.LockOrders, connection, transaction)
        {
            Parameters = { SqlValue.Of(refunds.Select(r => r.OrderId).Distinct().ToArray()) },
        };
        var orders = (await LockedSale.ReadAsync(locking, ct))
            .GroupBy(s => s.OrderId)
            .ToDictionary(g => g.Key, g => g.ToArray());
        var entries = new List<SettlementEntry>();
        // History and free orders have no sales, and nothing of them is in the books.
        foreach (var refund in refunds.Where(r => orders.ContainsKey(r.OrderId)))
        {
            if (Divide(refund, orders[refund.OrderId]) is { } entry)
            {
                entries.Add(entry);
            }
        }

        var sales = orders.Values.SelectMany(s => s).ToList();
        await using (
            var update = new NpgsqlCommand(SalesSql.Refund, connection, transaction)
            {
                Parameters =
                {
                    SqlValue.Of(sales.Select(s => s.OrderId).ToArray()),
                    SqlValue.Of(sales.Select(s => s.LineNo).ToArray()),
                    SqlValue.Of(sales.Select(s => s.Refunded).ToArray()),
                },
            }
        )
        {
            await update.ExecuteNonQueryAsync(ct);
        }

        var booked = await books.BookAsync(connection, transaction, entries, ct);
        if (booked.Failed)
        {
            throw new InvalidOperationException(
                $"Refunds cannot be booked: {booked.Error.Message}"
            );
        }
    }

    /// <summary>The entry of a refund; the lines are replaced by what is left of them. Null when nothing is left.</summary>
    private static SettlementEntry? Divide(Refund refund, LockedSale[] lines)
    {
        var first = lines[0];
        var postings = refund.IsBorneByMarketplace
            ? [(first.Account(AccountKind.Commission), refund.Minor)]
            : TakeBack(refund, lines);
        var minor = postings.Sum(p => p.Minor);
        return minor == 0
            ? null
            : new SettlementEntry(
                first.Tenant,
                RefundEntryKeys.Owed(new RefundId(refund.Id)),
                Refunded,
                new EventSubject("order", refund.OrderId),
                refund.IsBorneByMarketplace
                    ? "Owed back to the buyer by the marketplace; the seller keeps theirs."
                    : "Owed back to the buyer.",
                [.. postings, (first.Account(AccountKind.Refunds), -minor)]
            );
    }

    /// <summary>What the lines give: those that are named what they are named for, the rest in proportion.</summary>
    private static List<(AccountKey Account, long Minor)> TakeBack(
        Refund refund,
        LockedSale[] lines
    )
    {
        var parts = RefundSplit.Of(
            refund.Minor,
            Array.ConvertAll(lines, l => l.Sold.Gross - l.Refunded),
            i => refund.Lines.GetValueOrDefault(lines[i].LineNo)
        );
        var postings = new List<(AccountKey, long)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (parts[i] == 0)
            {
                continue;
            }

            var before = lines[i];
            lines[i] = before with { Refunded = before.Refunded + parts[i] };
            var back = before.Left - lines[i].Left;
            if (before.Status is SaleStatus.Released)
            {
                postings.Add((before.Account(AccountKind.SellerPayable), back.Net));
                postings.Add((before.Account(AccountKind.Commission), back.Commission));
                postings.Add((before.Account(AccountKind.Tax), back.Tax));
            }
            else
            {
                postings.Add((before.Account(AccountKind.Escrow), back.Gross));
            }
        }

        return postings;
    }

    /// <param name="Lines">What it names of lines; empty where it is divided over the order.</param>
    private sealed record Refund(
        long Id,
        long OrderId,
        long Minor,
        bool IsBorneByMarketplace,
        IReadOnlyDictionary<int, long> Lines
    )
    {
        public static Refund Of(LoggedEvent happened)
        {
            using var payload = JsonDocument.Parse(happened.Payload);
            var root = payload.RootElement;
            return new Refund(
                root.GetProperty("refund_id").GetInt64(),
                happened.SubjectId,
                root.GetProperty("amount_minor").GetInt64(),
                root.TryGetProperty("borne_by", out var bearer)
                    && bearer.ValueEquals("marketplace"),
                root.TryGetProperty("lines", out var lines)
                    ? lines
                        .EnumerateArray()
                        .ToDictionary(
                            l => l.GetProperty("line").GetInt32(),
                            l => l.GetProperty("minor").GetInt64()
                        )
                    : []
            );
        }
    }
}
