using System.Globalization;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// Finds what a gateway's lines stand for, and books its fees. In the caller's transaction, which holds
/// <see cref="StatementsSql.Lock"/>; after a refusal the caller has to roll back.
/// </summary>
public sealed class GatewayMatches(ReconciliationBooks books, CurrentTenant tenant)
{
    /// <summary>Answers how many lines it were.</summary>
    internal async Task<Result<int>> MatchAsync(
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        var matched = 0;
        await PlanAsync(StatementsSql.AvoidNestedLoops, transaction, ct);
        foreach (
            var match in (string[])
                [StatementsSql.MatchGateway, StatementsSql.MatchGatewayByReference]
        )
        {
            await using var command = Command(match, transaction, statement);
            matched += await command.ExecuteNonQueryAsync(ct);
        }

        await PlanAsync(StatementsSql.AllowNestedLoops, transaction, ct);
        var fees = await BookFeesAsync(transaction, statement, ct);
        return fees.Failed ? fees : matched + fees.Value;
    }

    /// <summary>One entry for what is new in the statement. Answers how many lines were nothing but fees.</summary>
    private async Task<Result<int>> BookFeesAsync(
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        if (await FeesAsync(transaction, statement, ct) is not { } fees)
        {
            return 0;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"statement-fees-{fees.FirstLine}");
        var booked = await books.BookAsync(
            transaction,
            [
                books.Entry(
                    key,
                    ReconciliationBooks.Charged,
                    StatementEvent.SubjectOf(statement),
                    $"Kept by {fees.Account} for itself.",
                    [
                        (
                            books.Of(StatementSource.Gateway, fees.Account, fees.Total.Currency),
                            -fees.Total.Minor
                        ),
                        (books.Own(AccountKind.Fees, fees.Total.Currency), fees.Total.Minor),
                    ]
                ),
            ],
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        await using var note = Command(StatementsSql.NoteFees, transaction, statement);
        note.Parameters.Add(SqlValue.Of(key));
        return await note.ExecuteNonQueryAsync(ct) > 0 ? fees.Lines : 0;
    }

    /// <summary>Null when there are none, or they come to nothing.</summary>
    private async Task<FeeSum?> FeesAsync(
        NpgsqlTransaction transaction,
        StatementId statement,
        CancellationToken ct
    )
    {
        await using var sum = Command(StatementsSql.UnbookedFees, transaction, statement);
        await using var reader = await sum.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && reader.GetInt64(3) != 0
            ? new FeeSum(
                reader.GetString(0),
                reader.GetInt64(2),
                new Money(reader.GetInt64(3), Currency.Of(reader.GetString(1))),
                (int)reader.GetInt64(4)
            )
            : null;
    }

    private static async Task PlanAsync(
        string setting,
        NpgsqlTransaction transaction,
        CancellationToken ct
    )
    {
        await using var set = new NpgsqlCommand(setting, transaction.Connection, transaction);
        await set.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(
        string text,
        NpgsqlTransaction transaction,
        StatementId statement
    ) =>
        new(text, transaction.Connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(statement.Value) },
        };

    private sealed record FeeSum(string Account, long FirstLine, Money Total, int Lines);
}
