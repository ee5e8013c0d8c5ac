using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Looks for what a difference may be, among what has no counterpart yet.</summary>
public sealed class Proposals(PortalConnections connections, CurrentTenant tenant)
{
    private const int MaxDays = 10;
    private const int MaxCandidates = 40;

    internal async Task<IReadOnlyList<Proposal>> OfAsync(
        PortalDbContext db,
        Difference difference,
        StatementLine? line,
        CancellationToken ct
    )
    {
        var (amount, day) = (line?.Amount ?? difference.Amount * -1, difference.OnDay);
        var candidates = line?.Kind switch
        {
            null => await LinesAsync(db, difference, ct),
            StatementLineKind.Charge or StatementLineKind.Refund or StatementLineKind.Chargeback =>
                await BookedAsync(difference, line, ct),
            StatementLineKind.Debit =>
            [
                .. await PayoutsAsync(db, difference, line, MatchTarget.Payout, ct),
                .. await BookedAsync(difference, line, ct),
            ],
            StatementLineKind.Credit => await SettlementsAsync(db, difference, line, ct),
            StatementLineKind.Return => await PayoutsAsync(
                db,
                difference,
                line,
                MatchTarget.PayoutReturn,
                ct
            ),
            _ => [],
        };
        return ProposalPolicy.Rank(amount, day, candidates);
    }

    /// <summary>What the line names of what was booked before, and what has its amount.</summary>
    private async Task<List<ProposalCandidate>> BookedAsync(
        Difference difference,
        StatementLine line,
        CancellationToken ct
    )
    {
        var near = await connections.ReadAsync(
            ReconciliationReadSql.GatewayCandidates,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(HandMatches.GatewayOf(difference)),
                SqlValue.Of(line.Currency.Code),
                SqlValue.Of(line.AmountMinor),
                SqlValue.Of(line.BookedOn),
            ],
            r => AtGateway(difference.Id, r, false),
            ct
        );
        near.RemoveAll(n => !HandMatches.MayStandFor(line.Kind, n.Kind));
        if (
            difference is not { TargetKind: { } kind, TargetId: { } target }
            || !HandMatches.MayStandFor(line.Kind, kind)
        )
        {
            return near;
        }

        var named = await connections.ReadAsync(
            ReconciliationReadSql.GatewayTarget,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(SnakeCase.Of(kind)),
                SqlValue.Of(target),
                SqlValue.Of(line.Currency.Code),
            ],
            r => AtGateway(difference.Id, r, true),
            ct
        );
        return [.. named, .. near.Where(n => n.Target != target)];
    }

    private static ProposalCandidate AtGateway(
        DifferenceId resolves,
        NpgsqlDataReader row,
        bool isNamed
    )
    {
        var kind = SnakeCase.ToEnum<MatchTarget>(row.GetString(0));
        return new ProposalCandidate(
            resolves,
            kind,
            row.GetInt64(1),
            kind switch
            {
                MatchTarget.Charge => $"Charge {row.GetString(2)}",
                MatchTarget.Refund => $"Refund {row.GetString(2)}",
                MatchTarget.Chargeback => $"Chargeback {row.GetString(2)}",
                MatchTarget.ChargebackWon => $"Chargeback {row.GetString(2)}, won",
                _ => $"Top-up {row.GetString(2)}",
            },
            row.IsDBNull(5)
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"/orders/{row.GetInt64(5)}"),
            row.GetFieldValue<DateOnly>(3),
            row.GetInt64(4),
            isNamed
        );
    }

    private static async Task<List<ProposalCandidate>> PayoutsAsync(
        PortalDbContext db,
        Difference difference,
        StatementLine line,
        MatchTarget kind,
        CancellationToken ct
    )
    {
        var named = difference.TargetKind == kind ? difference.TargetId : null;
        var namedId = new PayoutId(named ?? 0);
        var minor = Math.Abs(line.AmountMinor);
        PayoutStatus[] statuses =
            kind is MatchTarget.Payout
                ? [PayoutStatus.Sent, PayoutStatus.Paid]
                : [PayoutStatus.Paid];
        var rows = await db
            .Payouts.AsNoTracking()
            .Where(p =>
                p.Currency == line.Currency
                && p.Method == PayoutMethod.Bank
                && statuses.Contains(p.Status)
                && (p.AmountMinor == minor || p.Id == namedId)
            )
            .Join(
                db.PayoutRuns,
                p => p.RunId,
                r => r.Id,
                (p, r) => new { Payout = p, r.ApprovedAt }
            )
            .OrderByDescending(x => x.Payout.Id)
            .Take(MaxCandidates)
            .ToListAsync(ct);
        var ids = rows.ConvertAll(r => (long?)r.Payout.Id.Value);
        var taken = await db
            .StatementLines.Where(l => l.TargetKind == kind && ids.Contains(l.TargetId))
            .Select(l => l.TargetId)
            .ToListAsync(ct);
        return rows.Where(r => !taken.Contains(r.Payout.Id.Value))
            .Select(r => new ProposalCandidate(
                difference.Id,
                kind,
                r.Payout.Id.Value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Payout {r.Payout.Id.Value} to {r.Payout.HolderName}"
                ),
                string.Create(CultureInfo.InvariantCulture, $"/payouts/{r.Payout.Id.Value}"),
                DateOnly.FromDateTime((r.ApprovedAt ?? default).UtcDateTime),
                kind is MatchTarget.Payout ? -r.Payout.AmountMinor : r.Payout.AmountMinor,
                r.Payout.Id.Value == named
            ))
            .ToList();
    }

    /// <summary>Payments of gateways that are not in the bank yet; also payouts, which some banks give back as plain credits.</summary>
    private static async Task<List<ProposalCandidate>> SettlementsAsync(
        PortalDbContext db,
        Difference difference,
        StatementLine line,
        CancellationToken ct
    )
    {
        var (from, through) = (line.BookedOn.AddDays(-MaxDays), line.BookedOn.AddDays(1));
        var named = difference.TargetKind is MatchTarget.Settlement ? difference.TargetId : null;
        var namedId = new StatementLineId(named ?? 0);
        var rows = await db
            .StatementLines.AsNoTracking()
            .Where(l =>
                l.Kind == StatementLineKind.Settlement
                && l.Status == StatementLineStatus.Open
                && l.Currency == line.Currency
                && (l.BookedOn >= from && l.BookedOn <= through || l.Id == namedId)
            )
            .Join(
                db.Statements,
                l => l.StatementId,
                s => s.Id,
                (l, s) => new { Line = l, s.Account }
            )
            .OrderByDescending(x => x.Line.BookedOn)
            .ThenByDescending(x => x.Line.Id)
            .Take(MaxCandidates)
            .ToListAsync(ct);
        var settlements = rows.Select(r => new ProposalCandidate(
            difference.Id,
            MatchTarget.Settlement,
            r.Line.Id.Value,
            $"{r.Account} {r.Line.Settlement ?? r.Line.Reference}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"/finance/reconciliation/statements/{r.Line.StatementId.Value}"
            ),
            r.Line.BookedOn,
            -r.Line.AmountMinor,
            r.Line.Id.Value == named
        ));
        var returns = await PayoutsAsync(db, difference, line, MatchTarget.PayoutReturn, ct);
        return [.. settlements, .. returns];
    }

    /// <summary>Lines of the account that have no counterpart, for something of ours that no statement has.</summary>
    private static async Task<List<ProposalCandidate>> LinesAsync(
        PortalDbContext db,
        Difference difference,
        CancellationToken ct
    )
    {
        var expected = -difference.AmountMinor;
        var (from, through) = (
            difference.OnDay.AddDays(-MaxDays),
            difference.OnDay.AddDays(MaxDays)
        );
        var kind = difference.TargetKind switch
        {
            MatchTarget.Charge or MatchTarget.TopUp => StatementLineKind.Charge,
            MatchTarget.Refund when difference.Source is StatementSource.Gateway =>
                StatementLineKind.Refund,
            MatchTarget.Chargeback or MatchTarget.ChargebackWon => StatementLineKind.Chargeback,
            _ => StatementLineKind.Debit,
        };
        var rows = await db
            .Differences.AsNoTracking()
            .Where(d =>
                d.Status == DifferenceStatus.Open
                && d.Source == difference.Source
                && d.Account == difference.Account
                && d.Currency == difference.Currency
                && d.OnDay >= from
                && d.OnDay <= through
            )
            .Join(
                db.StatementLines.Where(l => l.Kind == kind && l.AmountMinor == expected),
                d => d.LineId,
                l => (StatementLineId?)l.Id,
                (d, l) => new { Difference = d.Id, Line = l }
            )
            .OrderBy(x => x.Line.Id)
            .Take(MaxCandidates)
            .ToListAsync(ct);
        return rows.ConvertAll(r => new ProposalCandidate(
            r.Difference,
            difference.TargetKind!.Value,
            difference.TargetId!.Value,
            DifferenceQueries.NameOf(r.Line),
            string.Create(
                CultureInfo.InvariantCulture,
                $"/finance/reconciliation/queue/{r.Difference.Value}"
            ),
            r.Line.BookedOn,
            r.Line.AmountMinor,
            false
        ));
    }
}
