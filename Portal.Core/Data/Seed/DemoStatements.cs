using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// What the demo's gateway and bank say of its charges, top-ups and refunds, up to the day before yesterday. Nearly all of it is
/// right; a few lines of the last week are not, so that there is something to settle.
/// </summary>
internal sealed class DemoStatements(
    PortalConnections connections,
    ImportStatement import,
    MatchStatements match,
    TimeProvider clock
) : IDemoStep
{
    private const string Bank = "DE75512108001245126199";

    /// <summary>$1 tenant, $2 currency, $3 the day after the last. Nothing where there are statements already.</summary>
    private const string Moved = $"""
        SELECT o.gateway, o.kind, o.key, o.reference, o.minor, o.day FROM (
            SELECT gateway, 'charge' AS kind, key, gateway_reference AS reference, amount_minor AS minor, currency,
                (captured_at AT TIME ZONE 'UTC')::date AS day
            FROM {CapturedChargesSql.Charges} c WHERE tenant_id = $1
            UNION ALL
            SELECT gateway, 'refund', key, gateway_reference, -amount_minor, currency, (sent_at AT TIME ZONE 'UTC')::date
            FROM {RefundRequestsSql.Requests} WHERE tenant_id = $1 AND status = 'sent'
            UNION ALL
            SELECT gateway, 'charge', key, NULL, amount_minor, currency, (captured_at AT TIME ZONE 'UTC')::date
            FROM {CapturedTopUpsSql.TopUps} t WHERE tenant_id = $1) o
        WHERE o.currency = $2 AND o.gateway NOT IN ('{RefundRequestsSql.Wallet}', '{CashReceiptsSql.Gateway}') AND o.day < $3 AND NOT EXISTS (SELECT FROM settlement.statements WHERE tenant_id = $1)
        ORDER BY o.day, o.key
        """;

    /// <summary>$1 tenant, $2 currency, $3 the day after the last.</summary>
    private const string PaidRuns = """
        SELECT run_id, sum(amount_minor)::bigint, max((paid_at AT TIME ZONE 'UTC')::date) FROM settlement.payouts
        WHERE tenant_id = $1 AND currency = $2 AND status = 'paid' GROUP BY run_id
        HAVING max((paid_at AT TIME ZONE 'UTC')::date) < $3 ORDER BY run_id
        """;

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        var through = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-2);
        var moved = await connections.ReadAsync(
            Moved,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(tenant.Currency.Code),
                SqlValue.Of(through.AddDays(1)),
            ],
            r =>
                (
                    Gateway: r.GetString(0),
                    Line: new ReadLine(
                        0,
                        SnakeCase.ToEnum<StatementLineKind>(r.GetString(1)),
                        r.GetInt64(4),
                        r.GetString(1) is "charge" ? 20 + r.GetInt64(4) * 14 / 1_000 : 0,
                        r.GetFieldValue<DateOnly>(5),
                        r.GetString(2),
                        r.IsDBNull(3) ? null : r.GetString(3)
                    )
                ),
            ct
        );
        var gateway = moved
            .GroupBy(m => m.Gateway, m => m.Line, StringComparer.Ordinal)
            .MaxBy(g => g.Count());
        if (gateway is not null)
        {
            var lines = WithSettlements(WithFaults([.. gateway], through.AddDays(-6)));
            await ImportAsync(
                StatementWriter.Csv(
                    ByWeek(StatementSource.Gateway, gateway.Key, tenant, lines, through)
                ),
                ct
            );
            var runs = await PaidRunsAsync(tenant, through, ct);
            await ImportAsync(
                StatementWriter.Csv(
                    ByWeek(
                        StatementSource.Bank,
                        Bank,
                        tenant,
                        [
                            .. AtBank(gateway.Key, lines, through)
                                .Concat(runs)
                                .OrderBy(l => l.BookedOn),
                        ],
                        through
                    )
                ),
                ct
            );
        }

        var matched = await match.HandleAsync(ct);
        if (matched.Failed)
        {
            throw new InvalidOperationException(
                $"The demo's statements cannot be matched: {matched.Error.Message}"
            );
        }
    }

    /// <summary>Each run as one debit, as banks take a file.</summary>
    private Task<List<ReadLine>> PaidRunsAsync(
        TenantSnapshot tenant,
        DateOnly through,
        CancellationToken ct
    ) =>
        connections.ReadAsync(
            PaidRuns,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(tenant.Currency.Code),
                SqlValue.Of(through.AddDays(1)),
            ],
            r => new ReadLine(
                0,
                StatementLineKind.Debit,
                -r.GetInt64(1),
                0,
                r.GetFieldValue<DateOnly>(2),
                FormattableString.Invariant($"PAYOUTRUN-{r.GetInt64(0)}"),
                Text: "Payments to shops"
            ),
            ct
        );

    /// <summary>In the last week one charge is left out, one has another amount, one stands there twice, and one is nobody's.</summary>
    private static List<ReadLine> WithFaults(List<ReadLine> lines, DateOnly since)
    {
        var charges = lines.FindAll(l => l.Kind is StatementLineKind.Charge && l.BookedOn == since);
        if (charges.Count < 3)
        {
            return lines;
        }

        lines.Remove(charges[0]);
        lines[lines.IndexOf(charges[1])] = charges[1] with
        {
            AmountMinor = charges[1].AmountMinor - charges[1].AmountMinor / 10,
        };
        lines.Add(charges[2]);
        lines.Add(
            charges[2] with
            {
                Key = null,
                Reference = "sim_7f3e01",
                AmountMinor = 4_200,
                Text = "Charge made in the gateway's own dashboard",
            }
        );
        return [.. lines.OrderBy(l => l.BookedOn)];
    }

    /// <summary>Each day's money leaves for the bank the same day.</summary>
    private static List<ReadLine> WithSettlements(List<ReadLine> lines) =>
        [
            .. lines
                .GroupBy(l => l.BookedOn)
                .SelectMany(day =>
                {
                    var net = day.Sum(l => l.AmountMinor - l.FeeMinor);
                    var name = FormattableString.Invariant($"SETTLE-{day.Key:yyyyMMdd}");
                    var paid = new ReadLine(
                        0,
                        StatementLineKind.Settlement,
                        -net,
                        0,
                        day.Key,
                        null,
                        FormattableString.Invariant($"po_{day.Key:yyMMdd}"),
                        name
                    );
                    var parts = day.Select(l => l with { Settlement = name });
                    return net > 0 ? parts.Append(paid) : parts;
                }),
        ];

    /// <summary>A day later at the bank, two of them as one sum; beside them a fee and a payment nobody expects.</summary>
    private static List<ReadLine> AtBank(string gateway, List<ReadLine> lines, DateOnly through)
    {
        var paid = lines.FindAll(l =>
            l.Kind is StatementLineKind.Settlement && l.BookedOn < through
        );
        var credits = paid.ConvertAll(l => new ReadLine(
            0,
            StatementLineKind.Credit,
            -l.AmountMinor,
            0,
            l.BookedOn.AddDays(1),
            Counterparty: gateway,
            Text: $"Settlement {l.Settlement}"
        ));
        if (credits.Count > 5)
        {
            credits[^4] = credits[^4] with
            {
                AmountMinor = credits[^4].AmountMinor + credits[^5].AmountMinor,
                Text = "Collected settlements",
            };
            credits.RemoveAt(credits.Count - 5);
        }

        credits.Add(
            new ReadLine(
                0,
                StatementLineKind.Debit,
                -1_250,
                0,
                through.AddDays(-1),
                Text: "Account fee"
            )
        );
        credits.Add(
            new ReadLine(
                0,
                StatementLineKind.Credit,
                7_500,
                0,
                through.AddDays(-4),
                Counterparty: "Marigold Tearooms",
                Text: "Invoice 2231"
            )
        );
        return [.. credits.OrderBy(l => l.BookedOn)];
    }

    /// <summary>Statements of seven days each, each opening where the one before closed.</summary>
    private static List<ReadStatement> ByWeek(
        StatementSource source,
        string account,
        TenantSnapshot tenant,
        List<ReadLine> lines,
        DateOnly through
    )
    {
        var statements = new List<ReadStatement>();
        var balance = 0L;
        foreach (
            var week in lines
                .GroupBy(l => (through.DayNumber - l.BookedOn.DayNumber) / 7)
                .OrderByDescending(w => w.Key)
        )
        {
            var last = through.AddDays(-7 * week.Key);
            var closing = balance + week.Sum(l => l.AmountMinor - l.FeeMinor);
            statements.Add(
                new ReadStatement(
                    source,
                    account,
                    FormattableString.Invariant($"{last:yyyy-MM-dd}"),
                    tenant.Currency,
                    balance,
                    closing,
                    last.AddDays(-6),
                    last,
                    [.. week]
                )
            );
            balance = closing;
        }

        return statements;
    }

    private async Task ImportAsync(byte[] file, CancellationToken ct)
    {
        using var content = new MemoryStream(file);
        var imported = await import.HandleAsync(
            new ImportStatementCommand("demo.csv", content),
            ct
        );
        if (imported.Failed)
        {
            throw new InvalidOperationException(
                $"The demo's statements cannot be imported: {imported.Error.Message}"
            );
        }
    }
}
