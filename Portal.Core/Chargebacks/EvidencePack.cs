using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks;

public sealed record EvidenceLine(
    string Sku,
    string Name,
    int Quantity,
    Money Total,
    string SellerName
);

public sealed record EvidenceStep(DateTimeOffset At, string Kind, string By);

public sealed record EvidenceMessage(
    string Kind,
    string Channel,
    string? Recipient,
    string Status,
    DateTimeOffset At,
    DateTimeOffset? SentAt
);

public sealed record EvidenceOrder(
    string Reference,
    DateTimeOffset PlacedAt,
    Money Total,
    string Status
);

public sealed record EvidenceRefund(long Number, Money Amount, DateTimeOffset At);

/// <param name="Fee">Charged by the marketplace for the way of paying.</param>
public sealed record EvidenceOrderFacts(
    string Reference,
    DateTimeOffset PlacedAt,
    Money Total,
    Money Delivery,
    Money Fee,
    Money Tax,
    Money Refunded,
    string? BuyerReference,
    string? BuyerName,
    string? BuyerEmail,
    string? GatewayReference,
    DateTimeOffset? CapturedAt
);

/// <summary>What is known of a disputed payment, in UTC.</summary>
/// <param name="DeliveredAt">When it was marked as delivered, the last time.</param>
/// <param name="Earlier">Orders of the same buyer before this one, the newest first, at most <see cref="EvidencePack.MostEarlier"/>.</param>
public sealed record EvidenceFacts(
    string Tenant,
    Chargeback Chargeback,
    EvidenceOrderFacts Order,
    IReadOnlyList<EvidenceLine> Lines,
    IReadOnlyList<EvidenceStep> Timeline,
    DateTimeOffset? DeliveredAt,
    IReadOnlyList<EvidenceMessage> Messages,
    IReadOnlyList<EvidenceOrder> Earlier,
    IReadOnlyList<EvidenceRefund> Refunds,
    string? Note,
    DateTimeOffset GatheredAt
);

/// <summary>Gathers what is known of a disputed payment. The caller has checked the right to it.</summary>
public sealed class EvidencePack(
    PortalConnections connections,
    TimelineReader timeline,
    TenantReader tenants,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public const int MostEarlier = 20;

    private const string Delivered = "order.delivered";

    public async Task<EvidenceFacts> GatherAsync(
        Chargeback chargeback,
        string? note,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(chargeback);
        var (order, currency) = (chargeback.OrderId, chargeback.Currency);
        var steps = await timeline.ReadAsync(new EventSubject("order", order.Value), ct);
        return new EvidenceFacts(
            (await tenants.CurrentAsync(ct)).Name,
            chargeback,
            (await ReadAsync(EvidenceSql.Order, order, r => Facts(r, currency), ct))[0],
            await ReadAsync(
                EvidenceSql.Lines,
                order,
                r => new EvidenceLine(
                    r.GetString(0),
                    r.GetString(1),
                    r.GetInt32(2),
                    new Money(r.GetInt64(3), currency),
                    r.GetString(4)
                ),
                ct
            ),
            [.. steps.Select(s => new EvidenceStep(s.OccurredAt, s.Kind, s.ActorName))],
            steps.LastOrDefault(s => s.Kind == Delivered)?.OccurredAt,
            await ReadAsync(
                EvidenceSql.Messages,
                order,
                r => new EvidenceMessage(
                    r.GetString(0),
                    r.GetString(1),
                    Text(r, 2),
                    r.GetString(3),
                    r.GetFieldValue<DateTimeOffset>(4),
                    Instant(r, 5)
                ),
                ct
            ),
            await ReadAsync(
                EvidenceSql.Earlier,
                order,
                r => new EvidenceOrder(
                    r.GetString(0),
                    r.GetFieldValue<DateTimeOffset>(1),
                    new Money(r.GetInt64(2), Currency.Of(r.GetString(3))),
                    r.GetString(4)
                ),
                ct
            ),
            await ReadAsync(
                EvidenceSql.Refunds,
                order,
                r => new EvidenceRefund(
                    r.GetInt64(0),
                    new Money(r.GetInt64(1), currency),
                    r.GetFieldValue<DateTimeOffset>(2)
                ),
                ct
            ),
            note,
            clock.GetUtcNow()
        );
    }

    private Task<List<T>> ReadAsync<T>(
        string sql,
        OrderId order,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct
    ) =>
        connections.ReadAsync(
            sql,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(order.Value)],
            row,
            ct
        );

    private static EvidenceOrderFacts Facts(NpgsqlDataReader r, Currency currency) =>
        new(
            r.GetString(0),
            r.GetFieldValue<DateTimeOffset>(1),
            new Money(r.GetInt64(2), currency),
            new Money(r.GetInt64(3), currency),
            new Money(r.GetInt64(4), currency),
            new Money(r.GetInt64(5), currency),
            new Money(r.GetInt64(6), currency),
            Text(r, 7),
            Text(r, 8),
            Text(r, 9),
            Text(r, 10),
            Instant(r, 11)
        );

    private static string? Text(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
