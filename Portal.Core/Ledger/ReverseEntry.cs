using System.ComponentModel.DataAnnotations;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Ledger;

/// <param name="Id">The entry to be undone.</param>
/// <param name="Key">Of this request: the same one answers the same reversal again.</param>
/// <param name="Reason">Why, for whoever reads the books.</param>
public sealed record ReverseEntryCommand(
    EntryId Id,
    [property: Required, StringLength(100, MinimumLength = 1)] string Key,
    [property: Required, StringLength(200, MinimumLength = 3)] string Reason
);

/// <summary>
/// Books the opposite of an entry, once. Refuses without the right, an entry that is not there or
/// reversed already, and what the accounts no longer allow, e.g. money that a wallet has spent.
/// </summary>
public sealed class ReverseEntry(
    PortalConnections connections,
    BookReversal reversal,
    CurrentUser user
)
{
    public async Task<Result<BookedEntry>> HandleAsync(
        ReverseEntryCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Reverse, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var booked = await reversal.OfEntryAsync(
            transaction,
            command.Id,
            command.Key,
            command.Reason,
            ct
        );
        if (booked.Failed)
        {
            return booked;
        }

        await transaction.CommitAsync(ct);
        return booked;
    }
}
