using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks;

public enum ChargebackNewsKind
{
    /// <summary>The bank has the money, and evidence can be given.</summary>
    Opened,

    /// <summary>Evidence is due within <see cref="ChargebackNews.DueSoonDays"/> days and was not submitted.</summary>
    DueSoon,

    Won,

    Lost,

    /// <summary>The gateway did not take the evidence.</summary>
    EvidenceRefused,
}

/// <summary>Something about a chargeback that finance has to hear of.</summary>
/// <param name="DueOn">The last day for evidence, where the marketplace is.</param>
/// <param name="At">Since when it is so; the same news has the same time.</param>
public sealed record ChargebackNewsItem(
    ChargebackNewsKind Kind,
    ChargebackId Chargeback,
    string Reference,
    string OrderReference,
    Money Amount,
    DateOnly DueOn,
    DateTimeOffset At
);

/// <summary>News of chargebacks, for the bell. Nothing for who lacks the right.</summary>
public sealed class ChargebackNews(
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public const int DueSoonDays = 3;

    private const int MostItems = 20;

    /// <summary>What is older is found on the page of chargebacks.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(3);

    /// <summary>$1 tenant, $2 fresh since, $3 now, $4 how long before its day evidence is due soon, $5 at most.</summary>
    private const string News = """
        SELECT n.kind, n.id, n.reference, o.reference, n.amount_minor, n.currency, n.evidence_due_at, n.at FROM (
            SELECT 'opened' AS kind, c.*, c.recorded_at AS at FROM chargebacks.chargebacks c
            WHERE c.tenant_id = $1 AND c.recorded_at >= $2
            UNION ALL
            SELECT 'due_soon', c.*, c.evidence_due_at - $4 FROM chargebacks.chargebacks c
            WHERE c.tenant_id = $1 AND c.status = 'needs_response' AND c.evidence_due_at > $3 AND c.evidence_due_at <= $3 + $4
            UNION ALL
            SELECT c.status, c.*, c.ended_at FROM chargebacks.chargebacks c
            WHERE c.tenant_id = $1 AND c.status IN ('won', 'lost') AND c.ended_at >= $2
            UNION ALL
            SELECT 'evidence_refused', c.*, c.submitted_at FROM chargebacks.evidence_sendings s
            JOIN chargebacks.chargebacks c ON c.id = s.chargeback_id
            WHERE s.tenant_id = $1 AND s.status = 'refused' AND c.ended_at IS NULL) n
        JOIN orders.order_facts o ON o.order_id = n.order_id
        ORDER BY n.at DESC, n.id DESC LIMIT $5
        """;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ChargebackNewsItem>> NewestAsync(CancellationToken ct)
    {
        if (tenant.IdOrNone is not { } here || !await user.MayAsync(ChargebackPermissions.Read, ct))
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var home = await tenants.CurrentAsync(ct);
        return await connections.ReadAsync(
            News,
            [
                SqlValue.Of(here.Value),
                SqlValue.Of(now - Fresh),
                SqlValue.Of(now),
                SqlValue.Of(TimeSpan.FromDays(DueSoonDays)),
                SqlValue.Of(MostItems),
            ],
            r => Item(r, due => home.DayOf(due)),
            ct
        );
    }

    private static ChargebackNewsItem Item(
        NpgsqlDataReader r,
        Func<DateTimeOffset, DateOnly> dayOf
    ) =>
        new(
            SnakeCase.ToEnum<ChargebackNewsKind>(r.GetString(0)),
            new ChargebackId(r.GetInt64(1)),
            r.GetString(2),
            r.GetString(3),
            new Money(r.GetInt64(4), Currency.Of(r.GetString(5))),
            // Until the end of its last day, which is the instant before.
            dayOf(r.GetFieldValue<DateTimeOffset>(6).AddTicks(-1)),
            r.GetFieldValue<DateTimeOffset>(7)
        );
}
