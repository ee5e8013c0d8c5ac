using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Accounts, statements and their lines. Every read refuses without the right.</summary>
public sealed class ReconciliationQueries(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TargetLinks links,
    TimelineReader timeline,
    CurrentUser user,
    CurrentTenant tenant
)
{
    /// <param name="today">Ages are counted to it.</param>
    /// <param name="days">How many days back are shown one by one.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<Result<ReconciliationOverview>> OverviewAsync(
        DateOnly today,
        int days,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        var ages = await connections.ReadAsync(
            ReconciliationReadSql.Ages,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(today)],
            r =>
            {
                var currency = Currency.Of(r.GetString(2));
                return new DifferenceAge(
                    SourceOf(r, 0),
                    r.GetString(1),
                    currency,
                    r.GetString(3),
                    r.GetInt64(4),
                    new Money(r.GetInt64(5), currency)
                );
            },
            ct
        );
        var byDay = await connections.ReadAsync(
            ReconciliationReadSql.Days,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(today.AddDays(1 - days))],
            r =>
            {
                var currency = Currency.Of(r.GetString(3));
                return new ReconciledDay(
                    r.GetFieldValue<DateOnly>(0),
                    SourceOf(r, 1),
                    r.GetString(2),
                    new Money(r.GetInt64(4), currency),
                    new Money(r.GetInt64(5), currency)
                );
            },
            ct
        );
        return new ReconciliationOverview(await AccountsAsync(ct), ages, byDay);
    }

    /// <summary>The newest first.</summary>
    public async Task<Result<Page<StatementRow>>> StatementsAsync(
        StatementFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var statements = db.Statements.AsNoTracking();
        if (filter.Sources is { Count: > 0 } sources)
        {
            statements = statements.Where(s => sources.Contains(s.Source));
        }

        if (filter.Currency is { } currency)
        {
            statements = statements.Where(s => s.Currency == currency);
        }

        var total = await statements.Take(PageRequest.CountLimit).CountAsync(ct);
        var shown = statements
            .OrderByDescending(s => s.ThroughDay)
            .ThenByDescending(s => s.Id)
            .Skip(page.Offset)
            .Take(page.Take);
        var rows = await Rows(db, shown).ToListAsync(ct);
        return new Page<StatementRow>(rows, total, total < PageRequest.CountLimit);
    }

    public async Task<Result<StatementDetail>> FindAsync(StatementId id, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Statements.AsNoTracking().Where(s => s.Id == id))
            .SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return ReconciliationErrors.StatementNotFound;
        }

        var counts = await db
            .StatementLines.Where(l => l.StatementId == id)
            .GroupBy(l => l.Status)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new StatementDetail(
            row,
            counts,
            await timeline.ReadAsync(StatementEvent.SubjectOf(id), ct)
        );
    }

    /// <summary>In the statement's order.</summary>
    public async Task<Result<Page<StatementLineRow>>> LinesAsync(
        StatementId id,
        IReadOnlyList<StatementLineStatus> statuses,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var lines = db.StatementLines.AsNoTracking().Where(l => l.StatementId == id);
        if (statuses.Count > 0)
        {
            lines = lines.Where(l => statuses.Contains(l.Status));
        }

        var total = await lines.Take(PageRequest.CountLimit).CountAsync(ct);
        var rows = await lines
            .OrderBy(l => l.Number)
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<StatementLineRow>(
            await links.OfLinesAsync(db, rows, ct),
            total,
            total < PageRequest.CountLimit
        );
    }

    private static IQueryable<StatementRow> Rows(
        PortalDbContext db,
        IQueryable<Statement> statements
    ) =>
        statements.Select(s => new StatementRow(
            s,
            db.StatementLines.LongCount(l =>
                l.StatementId == s.Id && l.Status == StatementLineStatus.Open
            )
        ));

    private async Task<IReadOnlyList<AccountPosition>> AccountsAsync(CancellationToken ct)
    {
        var found = await connections.ReadAsync(
            ReconciliationReadSql.Accounts,
            [SqlValue.Of(tenant.Id.Value)],
            r =>
                (
                    Source: SourceOf(r, 0),
                    Account: r.GetString(1),
                    Currency: Currency.Of(r.GetString(2)),
                    Newest: new StatementId(r.GetInt64(3)),
                    FirstOpening: r.GetInt64(4),
                    Statements: r.GetInt32(5),
                    Breaks: r.GetInt32(6),
                    Lines: r.GetInt64(7),
                    Open: r.GetInt64(8)
                ),
            ct
        );
        await using var db = await contexts.CreateDbContextAsync(ct);
        var newest = found.Select(f => f.Newest).ToList();
        var statements = await db
            .Statements.AsNoTracking()
            .Where(s => newest.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, ct);
        var books = await BooksAsync([.. found.Select(f => f.Currency).Distinct()], ct);
        return found.ConvertAll(f => new AccountPosition(
            f.Source,
            f.Account,
            f.Currency,
            statements[f.Newest],
            new Money(
                books.GetValueOrDefault(
                    (f.Currency, f.Source is StatementSource.Bank ? "" : f.Account)
                ),
                f.Currency
            ),
            new Money(statements[f.Newest].ClosingMinor - f.FirstOpening, f.Currency),
            f.Statements,
            f.Breaks,
            f.Lines,
            f.Open
        ));
    }

    /// <summary>The bank's balance under no name, those of gateways under theirs.</summary>
    private async Task<Dictionary<(Currency, string), long>> BooksAsync(
        IReadOnlyList<Currency> currencies,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        var books = new Dictionary<(Currency, string), long>();
        foreach (var currency in currencies)
        {
            var balances = await OwnerBalances.ReadAsync(
                connection,
                tenant.Id,
                [AccountKind.Bank, AccountKind.GatewayClearing],
                currency,
                ct
            );
            foreach (var balance in balances)
            {
                books[(currency, balance.Owner)] = balance.Minor;
            }
        }

        return books;
    }

    private static StatementSource SourceOf(NpgsqlDataReader row, int column) =>
        SnakeCase.ToEnum<StatementSource>(row.GetString(column));
}
