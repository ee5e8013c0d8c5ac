using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>What does not match, and what it may be. Every read refuses without the right.</summary>
public sealed class DifferenceQueries(
    IDbContextFactory<PortalDbContext> contexts,
    TargetLinks links,
    Proposals proposals,
    BookedEntries entries,
    CurrentUser user
)
{
    /// <summary>The newest first.</summary>
    public async Task<Result<Page<DifferenceRow>>> ListAsync(
        DifferenceFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var differences = Within(db.Differences.AsNoTracking(), filter);
        var total = await differences.Take(PageRequest.CountLimit).CountAsync(ct);
        var rows = await differences
            .OrderByDescending(d => d.OnDay)
            .ThenByDescending(d => d.Id)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<DifferenceRow>(
            await NamedAsync(db, rows, ct),
            total,
            total < PageRequest.CountLimit
        );
    }

    public async Task<Result<DifferenceDetail>> FindAsync(DifferenceId id, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var difference = await db
            .Differences.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == id, ct);
        if (difference is null)
        {
            return ReconciliationErrors.DifferenceNotFound;
        }

        var line = await db
            .StatementLines.AsNoTracking()
            .SingleOrDefaultAsync(l => l.Id == difference.LineId, ct);
        var lineRow = line is null ? null : (await links.OfLinesAsync(db, [line], ct))[0];
        var statement = line is null
            ? null
            : await db.Statements.AsNoTracking().SingleAsync(s => s.Id == line.StatementId, ct);
        var isOpen = difference.Status is DifferenceStatus.Open;
        var booked = difference.EntryKey is { } key ? await entries.FindAsync([key], ct) : null;
        return new DifferenceDetail(
            (await NamedAsync(db, [difference], ct))[0],
            lineRow,
            statement,
            await TargetAsync(db, difference, ct),
            booked?.Values.SingleOrDefault(),
            isOpen ? await proposals.OfAsync(db, difference, line, ct) : [],
            isOpen && (line is not null || difference.TargetKind is not MatchTarget.Payout),
            difference.Status is DifferenceStatus.Resolved
                && line?.TargetKind
                    is not (MatchTarget.Payout or MatchTarget.PayoutReturn or MatchTarget.PayoutRun)
        );
    }

    private async Task<TargetLink?> TargetAsync(
        PortalDbContext db,
        Difference difference,
        CancellationToken ct
    ) =>
        difference is { TargetKind: { } kind, TargetId: { } target }
            ? (await links.OfAsync(db, [(kind, target)], ct)).Values.SingleOrDefault()
            : null;

    /// <summary>Our own name of what is missing, or the line's.</summary>
    private async Task<IReadOnlyList<DifferenceRow>> NamedAsync(
        PortalDbContext db,
        IReadOnlyList<Difference> differences,
        CancellationToken ct
    )
    {
        var targets = await links.OfAsync(
            db,
            [
                .. differences
                    .Where(d => d.LineId is null && d.TargetId is not null)
                    .Select(d => (d.TargetKind!.Value, d.TargetId!.Value)),
            ],
            ct
        );
        var ids = differences.Select(d => d.LineId).OfType<StatementLineId>().ToList();
        var lines = await db
            .StatementLines.AsNoTracking()
            .Where(l => ids.Contains(l.Id))
            .ToDictionaryAsync(l => l.Id, ct);
        return
        [
            .. differences.Select(d => new DifferenceRow(
                d,
                d.LineId is { } line ? NameOf(lines[line])
                    : d is { TargetKind: { } kind, TargetId: { } target }
                        ? targets.GetValueOrDefault((kind, target))?.Name ?? ""
                    : ""
            )),
        ];
    }

    /// <summary>What a reader knows it by: whom it was with and what was written, or a key.</summary>
    internal static string NameOf(StatementLine line) =>
        line.Counterparty is null && line.Text is null
            ? line.Key ?? line.Settlement ?? line.Reference ?? $"Line {line.Number}"
            : string.Join(" · ", new[] { line.Counterparty, line.Text }.OfType<string>());

    private static IQueryable<Difference> Within(
        IQueryable<Difference> differences,
        DifferenceFilter filter
    )
    {
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            differences = differences.Where(d => statuses.Contains(d.Status));
        }

        if (filter.Kinds is { Count: > 0 } kinds)
        {
            differences = differences.Where(d => kinds.Contains(d.Kind));
        }

        if (filter.Sources is { Count: > 0 } sources)
        {
            differences = differences.Where(d => sources.Contains(d.Source));
        }

        return string.IsNullOrWhiteSpace(filter.Account)
            ? differences
            : differences.Where(d => d.Account == filter.Account);
    }
}
