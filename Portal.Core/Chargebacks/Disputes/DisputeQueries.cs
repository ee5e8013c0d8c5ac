using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>A dispute that no chargeback stands for yet, or that a person has to see to.</summary>
/// <param name="Amount">None while the gateway did not say.</param>
/// <param name="Message">Why a person has to see to it, or why nothing is known.</param>
public sealed record DisputeRow(
    DisputeId Id,
    string Gateway,
    string Reference,
    DisputeStatus Status,
    ChargebackId? Chargeback,
    OrderId? Order,
    Money? Amount,
    string? ReasonCode,
    DateTimeOffset? EvidenceDueAt,
    string? Message,
    DateTimeOffset NoticedAt
);

/// <summary>Disputes as gateways tell of them. Every read refuses without the right.</summary>
public sealed class DisputeQueries(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public const int Most = 100;

    /// <summary>$1 tenant, $2 at most.</summary>
    private const string Open = """
        SELECT id, gateway, reference, status, chargeback_id, order_id, amount_minor, currency, reason_code, evidence_due_at,
            message, noticed_at
        FROM chargebacks.disputes
        WHERE tenant_id = $1 AND status IN ('waiting', 'inquiry', 'needs_person')
        ORDER BY status = 'needs_person' DESC, evidence_due_at, id LIMIT $2
        """;

    /// <summary>Those to look at, for people first; at most <see cref="Most"/>.</summary>
    public async Task<Result<IReadOnlyList<DisputeRow>>> OpenAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        return await connections.ReadAsync(
            Open,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(Most)],
            Row,
            ct
        );
    }

    private static DisputeRow Row(NpgsqlDataReader r) =>
        new(
            new DisputeId(r.GetInt64(0)),
            r.GetString(1),
            r.GetString(2),
            SnakeCase.ToEnum<DisputeStatus>(r.GetString(3)),
            r.IsDBNull(4) ? null : new ChargebackId(r.GetInt64(4)),
            r.IsDBNull(5) ? null : new OrderId(r.GetInt64(5)),
            r.IsDBNull(6) || r.IsDBNull(7)
                ? null
                : new Money(r.GetInt64(6), Currency.Of(r.GetString(7))),
            r.IsDBNull(8) ? null : r.GetString(8),
            r.IsDBNull(9) ? null : r.GetFieldValue<DateTimeOffset>(9),
            r.IsDBNull(10) ? null : r.GetString(10),
            r.GetFieldValue<DateTimeOffset>(11)
        );
}
