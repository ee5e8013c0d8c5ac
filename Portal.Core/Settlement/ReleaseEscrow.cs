using System.Globalization;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>
/// Lets go of the sales whose dispute window is over: out of escrow, commission and its tax to the
/// marketplace, the rest to the seller. One entry for an order's lines of one seller. Refuses without the right.
/// </summary>
public sealed class ReleaseEscrow(
    PortalConnections connections,
    SettlementBooks books,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public const string EntryKind = "escrow.released";

    private const int BatchSize = 2_000;

    /// <summary>Releases one batch in a transaction of its own and answers how many sales it had; 0 when none is due.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Release, ct))
        {
            return Error.Forbidden;
        }

        var now = clock.GetUtcNow();
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var locking = new NpgsqlCommand(SalesSql.LockDue, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(now), SqlValue.Of(BatchSize) },
        };
        var due = await LockedSale.ReadAsync(locking, ct);
        if (due.Count == 0)
        {
            return 0;
        }

        await using (
            var release = new NpgsqlCommand(SalesSql.Release, connection, transaction)
            {
                Parameters =
                {
                    SqlValue.Of(due.Select(s => s.OrderId).ToArray()),
                    SqlValue.Of(due.Select(s => s.LineNo).ToArray()),
                    SqlValue.Of(now),
                },
            }
        )
        {
            await release.ExecuteNonQueryAsync(ct);
        }

        var booked = await books.BookAsync(
            connection,
            transaction,
            [.. due.GroupBy(s => (s.OrderId, s.Seller), (_, lines) => Entry([.. lines]))],
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        await transaction.CommitAsync(ct);
        return due.Count;
    }

    private static SettlementEntry Entry(LockedSale[] lines)
    {
        var first = lines[0];
        var money = lines.Aggregate(SaleMoney.Nothing, (sum, line) => sum + line.Left);
        return new SettlementEntry(
            first.Tenant,
            // A line is released once, so its number makes the key of the entry that does it.
            string.Create(
                CultureInfo.InvariantCulture,
                $"release-{first.OrderId}-{lines.Min(l => l.LineNo)}"
            ),
            EntryKind,
            new EventSubject("order", first.OrderId),
            $"The dispute window of {lines.Length} {(lines.Length == 1 ? "line" : "lines")} is over.",
            [
                (first.Account(AccountKind.Escrow), money.Gross),
                (first.Account(AccountKind.SellerPayable), -money.Net),
                (first.Account(AccountKind.Commission), -money.Commission),
                (first.Account(AccountKind.Tax), -money.Tax),
            ]
        );
    }
}
