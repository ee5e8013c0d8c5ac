using System.Globalization;
using Npgsql;
using Portal.Core.Chargebacks;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// Payments of the demo that buyers' banks took back: one to be answered soon, one with time, one under review, one won and one
/// lost. Does nothing where there are some already.
/// </summary>
internal sealed class DemoChargebacks(
    PortalConnections connections,
    RecordChargeback record,
    SubmitEvidence submit,
    WinChargeback win,
    LoseChargeback lose,
    TimeProvider clock
) : IDemoStep
{
    private enum Ending
    {
        None,
        Submitted,
        Won,
        Lost,
    }

    /// <summary>Reason, days until evidence is due, of the amount in parts of a hundred, and what became of it.</summary>
    private static readonly (string Reason, int DueIn, int Percent, Ending Ending)[] Cases =
    [
        ("product_not_received", 2, 100, Ending.None),
        ("fraudulent", 9, 100, Ending.None),
        ("product_unacceptable", 6, 40, Ending.Submitted),
        ("duplicate", 12, 100, Ending.Won),
        ("credit_not_processed", 12, 50, Ending.Lost),
    ];

    /// <summary>Paid some days ago through a gateway that has a bank behind it. $1 tenant, $2 before, $3 at most.</summary>
    private const string Orders = """
        SELECT o.id, o.total_minor, o.currency FROM orders.orders o
        JOIN payments.attempts a ON a.order_id = o.id AND a.status = 'captured' AND a.gateway NOT IN ('wallet', 'cash')
        WHERE o.tenant_id = $1 AND o.status = 'completed' AND o.refunded_minor = 0 AND NOT o.is_history
            AND o.customer_id IS NOT NULL AND o.ended_at < $2 AND o.total_minor BETWEEN 2000 AND 30000
            AND NOT EXISTS (SELECT FROM chargebacks.chargebacks c WHERE c.tenant_id = $1)
        ORDER BY o.ended_at DESC, o.id DESC LIMIT $3
        """;

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        var orders = await connections.ReadAsync(
            Orders,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(clock.GetUtcNow().AddDays(-3)),
                SqlValue.Of(Cases.Length),
            ],
            r => (Id: r.GetInt64(0), Minor: r.GetInt64(1), Currency: Currency.Of(r.GetString(2))),
            ct
        );
        await RecordSalesAsync([.. orders.Select(o => o.Id)], ct);
        foreach (var (order, told) in orders.Zip(Cases))
        {
            await OpenAsync(tenant, new OrderId(order.Id), order.Minor, order.Currency, told, ct);
        }
    }

    /// <summary>Settlement does this when it reads the orders' events, which it has not yet.</summary>
    private async Task RecordSalesAsync(long[] orders, CancellationToken ct)
    {
        var terms = new SettlementTerms();
        await using var connection = await connections.OpenAsync(ct);
        foreach (var sql in new[] { SalesSql.Record, SalesSql.RecordCharges })
        {
            await using var command = new NpgsqlCommand(sql, connection)
            {
                Parameters =
                {
                    SqlValue.Of(orders),
                    SqlValue.Of(terms.DeliveryDays),
                    SqlValue.Of(terms.DisputeDays),
                },
            };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task OpenAsync(
        TenantSnapshot tenant,
        OrderId order,
        long minor,
        Currency currency,
        (string Reason, int DueIn, int Percent, Ending Ending) told,
        CancellationToken ct
    )
    {
        var today = tenant.DayOf(clock.GetUtcNow());
        var recorded = await record.HandleAsync(
            new RecordChargebackCommand(
                order,
                new Money(minor * told.Percent / 100, currency),
                new Money(1_500, currency),
                string.Create(CultureInfo.InvariantCulture, $"CB-{70_000 + order.Value}"),
                told.Reason,
                tenant.StartOf(today.AddDays(told.DueIn + 1)),
                string.Create(CultureInfo.InvariantCulture, $"demo-{order.Value}")
            ),
            ct
        );
        if (recorded.Failed)
        {
            throw Unbooked(recorded.Error);
        }

        var chargeback = recorded.Value;
        if (told.Ending is Ending.Submitted or Ending.Won)
        {
            var note = "The parcel was handed over; the buyer wrote afterwards that it had come.";
            Check(await submit.HandleAsync(new SubmitEvidenceCommand(chargeback, note), ct));
        }

        if (told.Ending is Ending.Won)
        {
            Check(await win.HandleAsync(new WinChargebackCommand(chargeback), ct));
        }
        else if (told.Ending is Ending.Lost)
        {
            const string Note = "Accepted: the promised credit was never granted";
            Check(await lose.HandleAsync(new LoseChargebackCommand(chargeback, Note: Note), ct));
        }
    }

    private static void Check(Result done)
    {
        if (done.Failed)
        {
            throw Unbooked(done.Error);
        }
    }

    private static InvalidOperationException Unbooked(Error error) =>
        new($"The demo's chargebacks cannot be booked: {error.Message}");
}
