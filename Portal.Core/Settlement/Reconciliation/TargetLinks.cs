using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Names and pages of what lines and differences are about.</summary>
public sealed class TargetLinks(
    PortalConnections connections,
    BookedEntries entries,
    CurrentTenant tenant
)
{
    /// <summary>Lines with their entries, targets and differences.</summary>
    internal async Task<IReadOnlyList<StatementLineRow>> OfLinesAsync(
        PortalDbContext db,
        IReadOnlyList<StatementLine> lines,
        CancellationToken ct
    )
    {
        var ids = lines.Select(l => (StatementLineId?)l.Id).ToList();
        var differences = await db
            .Differences.AsNoTracking()
            .Where(d => ids.Contains(d.LineId))
            .ToDictionaryAsync(d => d.LineId!.Value, ct);
        var booked = await entries.FindAsync(
            [.. lines.Select(l => l.EntryKey).OfType<string>().Distinct(StringComparer.Ordinal)],
            ct
        );
        var targets = await OfAsync(
            db,
            [
                .. lines
                    .Where(l => l.TargetId is not null)
                    .Select(l => (l.TargetKind!.Value, l.TargetId!.Value)),
            ],
            ct
        );
        return
        [
            .. lines.Select(l => new StatementLineRow(
                l,
                l.EntryKey is { } key ? booked.GetValueOrDefault(key) : null,
                l is { TargetKind: { } kind, TargetId: { } id }
                    ? targets.GetValueOrDefault((kind, id))
                    : null,
                differences.GetValueOrDefault(l.Id)?.Id,
                differences.GetValueOrDefault(l.Id) is { Status: DifferenceStatus.Open } open
                    ? open.Kind
                    : null
            )),
        ];
    }

    /// <summary>By kind and id; what is gone has none.</summary>
    internal async Task<IReadOnlyDictionary<(MatchTarget, long), TargetLink>> OfAsync(
        PortalDbContext db,
        IReadOnlyCollection<(MatchTarget Kind, long Id)> targets,
        CancellationToken ct
    )
    {
        var found = new Dictionary<(MatchTarget, long), TargetLink>();
        foreach (var (kind, id) in targets)
        {
            found[(kind, id)] = kind switch
            {
                MatchTarget.Refund => Link($"Refund {id}", $"/finance/refunds/{id}"),
                MatchTarget.TopUp => Link($"Top-up {id}", null),
                MatchTarget.Payout => Link($"Payout {id}", $"/payouts/{id}"),
                MatchTarget.PayoutReturn => Link($"Payout {id} returned", $"/payouts/{id}"),
                MatchTarget.Chargeback => Link($"Chargeback {id}", $"/finance/chargebacks/{id}"),
                MatchTarget.ChargebackWon => Link(
                    $"Chargeback {id} won",
                    $"/finance/chargebacks/{id}"
                ),
                MatchTarget.PayoutRun => Link($"Payout run {id}", $"/finance/payouts/{id}"),
                _ => Link($"Line {id}", null),
            };
        }

        var charges = IdsOf(MatchTarget.Charge);
        if (charges.Length > 0)
        {
            var rows = await connections.ReadAsync(
                ReconciliationReadSql.ChargesById,
                [SqlValue.Of(tenant.Id.Value), SqlValue.Of(charges)],
                r => (Id: r.GetInt64(0), Key: r.GetString(1), Order: r.GetInt64(2)),
                ct
            );
            rows.ForEach(r =>
                found[(MatchTarget.Charge, r.Id)] = Link($"Charge {r.Key}", $"/orders/{r.Order}")
            );
        }

        var lines = IdsOf(MatchTarget.Settlement).Select(id => new StatementLineId(id)).ToList();
        if (lines.Count > 0)
        {
            var rows = await db
                .StatementLines.Where(l => lines.Contains(l.Id))
                .Join(
                    db.Statements,
                    l => l.StatementId,
                    s => s.Id,
                    (l, s) =>
                        new
                        {
                            l.Id,
                            Statement = s.Id,
                            s.Account,
                            s.Reference,
                        }
                )
                .ToListAsync(ct);
            rows.ForEach(r =>
                found[(MatchTarget.Settlement, r.Id.Value)] = Link(
                    $"{r.Account}, statement {r.Reference}",
                    $"/finance/reconciliation/statements/{r.Statement.Value}"
                )
            );
        }

        return found;

        long[] IdsOf(MatchTarget kind) =>
            [.. targets.Where(t => t.Kind == kind).Select(t => t.Id).Distinct()];
    }

    private static TargetLink Link(FormattableString name, FormattableString? href) =>
        new(
            name.ToString(CultureInfo.InvariantCulture),
            href?.ToString(CultureInfo.InvariantCulture)
        );
}
