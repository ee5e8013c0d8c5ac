using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <param name="FileName">What the sender's machine calls it.</param>
/// <param name="Content">Read once, to its end.</param>
public sealed record ImportStatementCommand(
    [property: Required, StringLength(260, MinimumLength = 1)] string FileName,
    Stream Content
);

/// <param name="IsNew">False when the same statement was there before; nothing was stored then.</param>
public sealed record ImportedStatement(
    StatementId Id,
    StatementSource Source,
    string Account,
    string Reference,
    Currency Currency,
    int Lines,
    bool IsNew
);

/// <summary>
/// Stores the statements of a file, all or none. The same statement again changes nothing. Refuses without the right,
/// what is no statement or does not add up, and a known number that says something else now.
/// </summary>
public sealed class ImportStatement(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result<IReadOnlyList<ImportedStatement>>> HandleAsync(
        ImportStatementCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        var read = await StatementFiles.ReadAsync(command.Content, ct);
        if (read.Failed)
        {
            return read.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        var imported = new List<ImportedStatement>();
        foreach (var statement in read.Value)
        {
            var stored = await StoreAsync(sql, statement, command.FileName, ct);
            if (stored.Failed)
            {
                return stored.Error;
            }

            var (id, isNew) = stored.Value;
            if (isNew)
            {
                await AddLinesAsync(sql, id, statement, ct);
                db.Append(
                    new StatementImported(
                        id.Value,
                        statement.Account,
                        statement.Reference,
                        statement.Lines.Count
                    ),
                    clock
                );
            }

            imported.Add(
                new ImportedStatement(
                    id,
                    statement.Source,
                    statement.Account,
                    statement.Reference,
                    statement.Currency,
                    statement.Lines.Count,
                    isNew
                )
            );
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return imported;
    }

    /// <summary>Waits for whoever stores the same one just now.</summary>
    private async Task<Result<(StatementId Id, bool IsNew)>> StoreAsync(
        NpgsqlTransaction transaction,
        ReadStatement statement,
        string fileName,
        CancellationToken ct
    )
    {
        var hash = statement.ContentHash();
        await using var insert = new NpgsqlCommand(
            StatementsSql.Insert,
            transaction.Connection,
            transaction
        )
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(SnakeCase.Of(statement.Source)),
                SqlValue.Of(statement.Account),
                SqlValue.Of(statement.Reference),
                SqlValue.Of(statement.Currency.Code),
                SqlValue.Of(statement.OpeningMinor),
                SqlValue.Of(statement.ClosingMinor),
                SqlValue.Of(statement.FromDay),
                SqlValue.Of(statement.ThroughDay),
                SqlValue.Of(statement.Lines.Count),
                SqlValue.Of(hash),
                SqlValue.Of(Path.GetFileName(fileName)),
                SqlValue.Of(actor.Name),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
        if (await insert.ExecuteScalarAsync(ct) is long inserted)
        {
            return (new StatementId(inserted), true);
        }

        await using var find = new NpgsqlCommand(
            StatementsSql.Find,
            transaction.Connection,
            transaction
        )
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(SnakeCase.Of(statement.Source)),
                SqlValue.Of(statement.Account),
                SqlValue.Of(statement.Reference),
                SqlValue.Of(statement.Currency.Code),
            },
        };
        await using var reader = await find.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(hash)
            ? (new StatementId(reader.GetInt64(0)), false)
            : ReconciliationErrors.ChangedStatement;
    }

    private async Task AddLinesAsync(
        NpgsqlTransaction transaction,
        StatementId id,
        ReadStatement statement,
        CancellationToken ct
    )
    {
        var number = 0;
        foreach (var lines in statement.Lines.Chunk(5_000))
        {
            await using var insert = new NpgsqlCommand(
                StatementsSql.InsertLines,
                transaction.Connection,
                transaction
            )
            {
                Parameters =
                {
                    SqlValue.Of(tenant.Id.Value),
                    SqlValue.Of(id.Value),
                    SqlValue.Of(statement.Currency.Code),
                    SqlValue.Of(Array.ConvertAll(lines, _ => ++number)),
                    SqlValue.Of(Array.ConvertAll(lines, l => SnakeCase.Of(l.Kind))),
                    SqlValue.Of(Array.ConvertAll(lines, l => l.AmountMinor)),
                    SqlValue.Of(Array.ConvertAll(lines, l => l.FeeMinor)),
                    SqlValue.Of(Array.ConvertAll(lines, l => l.BookedOn)),
                    SqlValue.Texts(lines.Select(l => l.Key)),
                    SqlValue.Texts(lines.Select(l => l.Reference)),
                    SqlValue.Texts(lines.Select(l => l.Settlement)),
                    SqlValue.Texts(lines.Select(l => l.Counterparty)),
                    SqlValue.Texts(lines.Select(l => l.Text)),
                    SqlValue.Texts(lines.Select(l => l.ReasonCode)),
                },
            };
            await insert.ExecuteNonQueryAsync(ct);
        }
    }
}
