using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>A sealed business day.</summary>
/// <param name="Hash">64 hexadecimal digits; the next seal contains it.</param>
public sealed record SealSummary(
    int Number,
    DateOnly Day,
    long Entries,
    string Hash,
    DateTimeOffset SealedAt
);

/// <summary>One reading of the books and what it found.</summary>
/// <param name="By">A person, <c>worker</c>, or <c>cli:user@host</c>.</param>
public sealed record VerificationSummary(DateTimeOffset At, string By, LedgerVerification Found);

/// <summary>What keeps the books from being altered, for people. Every read refuses without the right.</summary>
public sealed class SealQueries(
    IDbContextFactory<PortalDbContext> contexts,
    TimelineReader timeline,
    JobProgressReader jobs,
    CurrentTenant tenant,
    CurrentUser user
)
{
    /// <summary>Seals, the newest first.</summary>
    public async Task<Result<Page<SealSummary>>> ListAsync(PageRequest page, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var total = await db.Seals.CountAsync(ct);
        var rows = await db
            .Seals.OrderByDescending(s => s.Number)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<SealSummary>(
            rows.ConvertAll(s => new SealSummary(
                s.Number,
                s.Day,
                s.Entries,
                Convert.ToHexStringLower(s.Hash),
                s.SealedAt
            )),
            total
        );
    }

    /// <summary>The latest readings of the books, the newest first.</summary>
    public async Task<Result<IReadOnlyList<VerificationSummary>>> VerificationsAsync(
        int atMost,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var events = await timeline.NewestAsync(LedgerVerified.SubjectOf(tenant.Id), atMost, ct);
        return events.Select(SummaryOf).ToArray();
    }

    /// <summary>How the newest verification that somebody asked for is getting on; null when none is kept.</summary>
    public async Task<Result<JobStanding?>> RequestedAsync(CancellationToken ct) =>
        await user.MayAsync(LedgerPermissions.Read, ct)
            ? await jobs.NewestAsync(RequestVerification.JobKind, ct)
            : Error.Forbidden;

    private static VerificationSummary SummaryOf(TimelineEvent happened)
    {
        using var payload = JsonDocument.Parse(happened.Payload);
        var found = payload
            .RootElement.GetProperty("found")
            .Deserialize<LedgerVerification>(EventLog.Json);
        return new VerificationSummary(happened.OccurredAt, happened.ActorName, found!);
    }
}
