using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>What a list of imports is narrowed to.</summary>
public sealed record ImportFilter(IReadOnlyList<ImportStatus> Statuses, string? FileName = null);

/// <summary>Reads imports; each caller sees those within their right.</summary>
public sealed class ImportQueries(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    TimeProvider clock
)
{
    private const int FirstRejected = 50;
    private const int MostEndings = 8;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    public async Task<Page<ImportSummary>> ListAsync(
        ImportFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var imports = access.Readable(db, await access.ScopeAsync(ct));
        if (filter.Statuses.Count > 0)
        {
            imports = imports.Where(i => filter.Statuses.Contains(i.Status));
        }

        if (!string.IsNullOrWhiteSpace(filter.FileName))
        {
            // A list of files is short; no index is missed here.
            var part = $"%{filter.FileName.Trim()}%";
            imports = imports.Where(i => EF.Functions.ILike(i.FileName, part));
        }

        var total = await imports.CountAsync(ct);
        var sorted = (page.Sort, page.Descending) switch
        {
            ("file", false) => imports.OrderBy(i => i.FileName).ThenBy(i => i.Id),
            ("file", true) => imports.OrderByDescending(i => i.FileName).ThenBy(i => i.Id),
            ("rows", false) => imports.OrderBy(i => i.StagedRows).ThenBy(i => i.Id),
            ("rows", true) => imports.OrderByDescending(i => i.StagedRows).ThenBy(i => i.Id),
            ("created", false) => imports.OrderBy(i => i.Id),
            _ => imports.OrderByDescending(i => i.Id),
        };
        var rows = await sorted
            .Skip(page.Offset)
            .Take(page.Take)
            .Select(i => new
            {
                i.Id,
                i.FileName,
                i.Status,
                i.ProgressAt,
                i.PhaseDone,
                i.PhaseTotal,
                i.StagedRows,
                i.RowsAccepted,
                i.RowsAlreadyThere,
                i.RowsRejected,
                i.OrdersCreated,
                i.CreatedBy,
                i.CreatedAt,
                i.EndedAt,
            })
            .ToListAsync(ct);
        var now = clock.GetUtcNow();
        return new Page<ImportSummary>(
            [
                .. rows.Select(i => new ImportSummary(
                    i.Id,
                    i.FileName,
                    i.Status,
                    IsStalled(i.Status, i.ProgressAt, now),
                    i.Status is ImportStatus.Running or ImportStatus.Checking && i.PhaseTotal > 0
                        ? (int)Math.Min(100, i.PhaseDone * 100 / i.PhaseTotal)
                        : null,
                    i.StagedRows,
                    i.RowsAccepted,
                    i.RowsAlreadyThere,
                    i.RowsRejected,
                    i.OrdersCreated,
                    i.CreatedBy,
                    i.CreatedAt,
                    i.EndedAt
                )),
            ],
            total
        );
    }

    /// <summary>Null when there is none, or it is another shop's.</summary>
    public async Task<ImportDetail?> FindAsync(ImportId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var scope = await access.ScopeAsync(ct);
        var import = await access
            .Readable(db, scope)
            .AsNoTracking()
            .SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null)
        {
            return null;
        }

        var before = await access
            .Readable(db, scope)
            .Where(i =>
                i.FileHash == import.FileHash
                && i.CreatedAt < import.CreatedAt
                && i.Status == ImportStatus.Completed
            )
            .OrderByDescending(i => i.Id)
            .Select(i => (ImportId?)i.Id)
            .FirstOrDefaultAsync(ct);
        return new ImportDetail(
            import.Id,
            import.FileName,
            import.FileBytes,
            import.Status,
            import.Setup,
            import.Preview,
            Progress(import, clock.GetUtcNow()),
            import.Report,
            await ResultAsync(db, import, ct),
            import.FailureCode,
            import.FailureMessage,
            import.CreatedBy,
            import.CreatedAt,
            import.StartedAt,
            import.EndedAt,
            before
        );
    }

    /// <summary>The caller's own imports that ended by themselves since then, the latest first; a few.</summary>
    public async Task<IReadOnlyList<ImportEnding>> EndedOfMineAsync(
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (db.Actor.Person is not { } me)
        {
            return [];
        }

        return await access
            .Readable(db, await access.ScopeAsync(ct))
            .Where(i =>
                i.CreatedById == me
                && i.EndedAt > since
                && (i.Status == ImportStatus.Completed || i.Status == ImportStatus.Failed)
            )
            .OrderByDescending(i => i.EndedAt)
            .ThenByDescending(i => i.Id)
            .Take(MostEndings)
            .Select(i => new ImportEnding(
                i.Id,
                i.FileName,
                i.Status == ImportStatus.Failed,
                i.OrdersCreated,
                i.RowsRejected,
                i.EndedAt!.Value
            ))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<SavedMappingView>> SavedMappingsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if ((await access.ScopeAsync(ct)).IsDenied)
        {
            return [];
        }

        var saved = await db.SavedMappings.AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct);
        return
        [
            .. saved.Select(s => new SavedMappingView(
                s.Id,
                s.Name,
                s.Mapping,
                s.Options,
                s.DateOrder,
                s.DecimalMark
            )),
        ];
    }

    private static bool IsStalled(
        ImportStatus status,
        DateTimeOffset? progressAt,
        DateTimeOffset now
    ) => status is ImportStatus.Running or ImportStatus.Checking && now - progressAt > Silence;

    private static ImportProgress Progress(Import import, DateTimeOffset now)
    {
        var elapsed = import.ProgressAt - import.PhaseStartedAt;
        var rate =
            elapsed is { TotalSeconds: > 0.5 } time && import.PhaseDone > 0
                ? (long?)(import.PhaseDone / time.TotalSeconds)
                : null;
        return new ImportProgress(
            import.Phase,
            import.PhaseDone,
            import.PhaseTotal,
            rate,
            rate > 0
                ? TimeSpan.FromSeconds((import.PhaseTotal - import.PhaseDone) / rate.Value)
                : null,
            import.IsCancelRequested,
            IsStalled(import.Status, import.ProgressAt, now)
        );
    }

    private static async Task<ImportReport> ResultAsync(
        PortalDbContext db,
        Import import,
        CancellationToken ct
    )
    {
        var reasons = db.Rejections.Where(r => r.ImportId == import.Id);
        var problems = await reasons
            .GroupBy(r => r.Code)
            .Select(same => new { Code = same.Key, Rows = same.LongCount() })
            .OrderByDescending(p => p.Rows)
            .ThenBy(p => p.Code)
            .ToListAsync(ct);
        var first = await reasons.OrderBy(r => r.Line).Take(FirstRejected).ToListAsync(ct);
        return new ImportReport(
            import.StagedRows,
            import.RowsAccepted,
            import.RowsAlreadyThere,
            import.RowsRejected,
            import.OrdersCreated,
            import.RefundsCreated,
            import.ProductsCreated
        )
        {
            Totals = import.Report?.Totals ?? [],
            Problems = [.. problems.Select(p => new ProblemCount(p.Code, p.Rows))],
            FirstRejected =
            [
                .. first.Select(r =>
                    RejectedRows.Describe(import, r.Line, r.Field, r.Code, r.Value)
                ),
            ],
        };
    }
}
