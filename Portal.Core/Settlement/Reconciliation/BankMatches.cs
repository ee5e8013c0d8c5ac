using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// Finds what a bank's lines stand for: payouts it paid or gave back, refunds, payments of gateways; and books that it did. In
/// the caller's transaction, which holds <see cref="StatementsSql.Lock"/>; after a refusal the caller has to roll back.
/// </summary>
public sealed class BankMatches(
    BookPaidPayouts paid,
    BookReturnedPayout returned,
    ReconciliationBooks books,
    CurrentTenant tenant
)
{
    /// <summary>All but payouts that came back. Answers how many lines of the bank it were.</summary>
    internal async Task<Result<int>> MatchAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        var matched = 0;
        foreach (
            var step in (Func<Task<Result<int>>>[])
                [
                    () => PayoutsAsync(db, transaction, statement, ct),
                    () => RunsAsync(db, transaction, statement, ct),
                    () => RefundsAsync(transaction, statement, ct),
                    () => SettlementsAsync(transaction, statement, ct),
                ]
        )
        {
            var done = await step();
            if (done.Failed)
            {
                return done;
            }

            matched += done.Value;
        }

        return matched;
    }

    /// <summary>The next payout that came back. Answers 1, or 0 when there is none.</summary>
    internal async Task<Result<int>> ReturnOneAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        var found = await ReadAsync(
            BankMatchesSql.Returns + " LIMIT 1",
            transaction,
            statement,
            r =>
                (
                    Line: r.GetInt64(0),
                    Payout: r.GetInt64(1),
                    IsBooked: r.GetBoolean(2),
                    Code: r.IsDBNull(3) ? null : r.GetString(3),
                    Text: r.IsDBNull(4) ? null : r.GetString(4)
                ),
            ct
        );
        if (found is not [var (line, payout, isBooked, code, text)])
        {
            return 0;
        }

        if (!isBooked)
        {
            var booked = await returned.HandleAsync(
                db,
                transaction,
                new PayoutId(payout),
                ReasonOf(code, text),
                ct
            );
            if (booked.Failed)
            {
                return booked.Error;
            }
        }

        return await MarkAsync(
            transaction,
            MatchTarget.PayoutReturn,
            [new LineMatch(line, payout, KeyOf(PayoutBooks.Returned, payout))],
            ct
        );
    }

    /// <summary>What a shop reads of a payout that came back.</summary>
    internal static string ReasonOf(string? code, string? text)
    {
        var reason = string.Join(
            ": ",
            new[] { code, text }.Where(part => !string.IsNullOrWhiteSpace(part))
        );
        return StatementFiles.Cut(reason, 200) ?? "The bank gave no reason";
    }

    internal static string KeyOf(string kind, long payout) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{payout}");

    private async Task<Result<int>> PayoutsAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        var found = await ReadAsync(
            BankMatchesSql.Payouts,
            transaction,
            statement,
            r =>
                (
                    Line: r.GetInt64(0),
                    Payout: r.GetInt64(1),
                    Run: new PayoutRunId(r.GetInt64(2)),
                    Currency: Currency.Of(r.GetString(3))
                ),
            ct
        );
        foreach (var run in found.GroupBy(f => (f.Run, f.Currency)))
        {
            var booked = await paid.HandleAsync(
                db,
                transaction,
                run.Key.Run,
                run.Key.Currency,
                [.. run.Select(f => new PayoutId(f.Payout))],
                ct
            );
            if (booked.Failed)
            {
                return booked;
            }
        }

        return await MarkAsync(
            transaction,
            MatchTarget.Payout,
            found.ConvertAll(f => new LineMatch(
                f.Line,
                f.Payout,
                KeyOf(PayoutBooks.Paid, f.Payout)
            )),
            ct
        );
    }

    private async Task<Result<int>> RunsAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        var found = await ReadAsync(
            BankMatchesSql.Runs,
            transaction,
            statement,
            r =>
                (
                    Line: r.GetInt64(0),
                    Run: new PayoutRunId(r.GetInt64(1)),
                    Currency: Currency.Of(r.GetString(2))
                ),
            ct
        );
        foreach (var run in found)
        {
            var booked = await paid.HandleAsync(db, transaction, run.Run, run.Currency, null, ct);
            if (booked.Failed)
            {
                return booked;
            }
        }

        return await MarkAsync(
            transaction,
            MatchTarget.PayoutRun,
            found.ConvertAll(f => new LineMatch(f.Line, f.Run.Value, null)),
            ct
        );
    }

    /// <summary>They were booked when somebody wrote down that they were paid out.</summary>
    private async Task<Result<int>> RefundsAsync(
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    ) =>
        await MarkAsync(
            transaction,
            MatchTarget.Refund,
            await ReadAsync(
                BankMatchesSql.Refunds,
                transaction,
                statement,
                r => new LineMatch(r.GetInt64(0), r.GetInt64(1), r.GetString(2)),
                ct
            ),
            ct
        );

    private async Task<Result<int>> SettlementsAsync(
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        var found = await ReadAsync(
            BankMatchesSql.Settlements,
            transaction,
            statement,
            r =>
                (
                    Line: r.GetInt64(0),
                    GatewayLine: r.GetInt64(1),
                    Gateway: r.GetString(2),
                    Amount: new Money(r.GetInt64(4), Currency.Of(r.GetString(3)))
                ),
            ct
        );
        var booked = await books.BookAsync(
            transaction,
            found.ConvertAll(f =>
                books.Entry(
                    SettledKey(f.Line),
                    ReconciliationBooks.Settled,
                    StatementEvent.SubjectOf(statement),
                    $"Paid to the bank by {f.Gateway}.",
                    [
                        (
                            books.Of(StatementSource.Bank, f.Gateway, f.Amount.Currency),
                            f.Amount.Minor
                        ),
                        (
                            books.Of(StatementSource.Gateway, f.Gateway, f.Amount.Currency),
                            -f.Amount.Minor
                        ),
                    ]
                )
            ),
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        await MarkAsync(
            transaction,
            MatchTarget.Settlement,
            [
                .. found.Select(f => new LineMatch(f.Line, f.GatewayLine, SettledKey(f.Line))),
                .. found.Select(f => new LineMatch(f.GatewayLine, f.Line, SettledKey(f.Line))),
            ],
            ct
        );
        return found.Count;
    }

    private static string SettledKey(long line) =>
        string.Create(CultureInfo.InvariantCulture, $"statement-settled-{line}");

    /// <summary>Answers how many lines it were.</summary>
    internal async Task<int> MarkAsync(
        NpgsqlTransaction transaction,
        MatchTarget kind,
        IReadOnlyCollection<LineMatch> matches,
        CancellationToken ct
    )
    {
        await using var mark = new NpgsqlCommand(
            StatementsSql.MarkMatched,
            transaction.Connection,
            transaction
        )
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(matches.Select(m => m.Line).ToArray()),
                SqlValue.Of(SnakeCase.Of(kind)),
                SqlValue.OrNull(
                    matches.Select(m => m.Target).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Bigint
                ),
                SqlValue.Texts(matches.Select(m => m.EntryKey)),
            },
        };
        return await mark.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<T>> ReadAsync<T>(
        string text,
        NpgsqlTransaction transaction,
        StatementId statement,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(text, transaction.Connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(statement.Value) },
        };
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}

/// <summary>What a line stands for, and the entry that says so.</summary>
internal readonly record struct LineMatch(long Line, long? Target, string? EntryKey);
