using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <param name="Lines">That found what they stand for.</param>
/// <param name="Open">Differences that are open now.</param>
public sealed record MatchedStatements(int Lines, int Open);

/// <summary>
/// Matches open lines of the tenant's statements with charges, refunds, payouts and each other, books what follows, and
/// writes down what differs. A statement is matched and booked in one transaction, so it may end anywhere and run again.
/// Refuses without the right.
/// </summary>
public sealed class MatchStatements(
    IDbContextFactory<PortalDbContext> contexts,
    GatewayMatches gateways,
    BankMatches banks,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result<MatchedStatements>> HandleAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var lines = 0;
        foreach (var (statement, source) in await UnfinishedAsync(db, ct))
        {
            var matched = await MatchAsync(
                (inner, transaction) =>
                    source is StatementSource.Gateway
                        ? gateways.MatchAsync(transaction, statement, ct)
                        : banks.MatchAsync(inner, transaction, statement, ct),
                statement,
                ct
            );
            if (matched.Failed)
            {
                return matched.Error;
            }

            lines += matched.Value;
            if (source is StatementSource.Bank)
            {
                var returned = await ReturnsAsync(statement, ct);
                if (returned.Failed)
                {
                    return returned.Error;
                }

                lines += returned.Value;
            }
        }

        return new MatchedStatements(lines, await NoteDifferencesAsync(ct));
    }

    /// <summary>Each in a transaction of its own: a return locks sales, which is done before anything is booked.</summary>
    private async Task<Result<int>> ReturnsAsync(StatementId statement, CancellationToken ct)
    {
        var lines = 0;
        Result<int> step;
        do
        {
            step = await MatchAsync(
                (db, transaction) => banks.ReturnOneAsync(db, transaction, statement, ct),
                statement,
                ct
            );
            if (step.Failed)
            {
                return step;
            }

            lines += step.Value;
        } while (step.Value > 0);

        return lines;
    }

    private async Task<Result<int>> MatchAsync(
        Func<PortalDbContext, NpgsqlTransaction, Task<Result<int>>> match,
        StatementId statement,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        await LockAsync(sql, tenant.Id, ct);
        var matched = await match(db, sql);
        if (matched.Failed)
        {
            return matched;
        }

        if (matched.Value > 0)
        {
            db.Append(new StatementMatched(statement.Value, matched.Value), clock);
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return matched;
    }

    private async Task<int> NoteDifferencesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        await LockAsync(sql, tenant.Id, ct);
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await using var batch = new NpgsqlBatch(sql.Connection, sql);
        Add(StatementsSql.AvoidNestedLoops);
        foreach (var (statement, source) in await UnfinishedAsync(db, ct))
        {
            Add(
                source is StatementSource.Gateway
                    ? DifferencesSql.OfGateway
                    : DifferencesSql.OfBank,
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(statement.Value),
                SqlValue.Of(today),
                SqlValue.Of(now)
            );
        }

        Add(DifferencesSql.MissingAtGateways, SqlValue.Of(tenant.Id.Value), SqlValue.Of(now));
        Add(DifferencesSql.MissingAtBanks, SqlValue.Of(tenant.Id.Value), SqlValue.Of(now));
        Add(DifferencesSql.Clear, SqlValue.Of(tenant.Id.Value));
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return await db.Differences.CountAsync(
            d => d.Status == DifferenceStatus.Open && d.Kind != DifferenceKind.Waiting,
            ct
        );

        void Add(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
        {
            var command = new NpgsqlBatchCommand(text);
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Those with open lines, gateways first: their payments are what banks name.</summary>
    private static async Task<List<(StatementId, StatementSource)>> UnfinishedAsync(
        PortalDbContext db,
        CancellationToken ct
    )
    {
        var unfinished = await db
            .Statements.Where(s =>
                db.StatementLines.Any(l =>
                    l.StatementId == s.Id && l.Status == StatementLineStatus.Open
                )
            )
            .OrderByDescending(s => s.Source)
            .ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Source })
            .ToListAsync(ct);
        return unfinished.ConvertAll(s => (s.Id, s.Source));
    }

    internal static async Task LockAsync(
        NpgsqlTransaction transaction,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(
            StatementsSql.Lock,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(tenant.Value) },
        };
        await locking.ExecuteNonQueryAsync(ct);
    }
}
