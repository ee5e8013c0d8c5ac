using System.ComponentModel.DataAnnotations;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

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
    PostEntries post,
    CurrentUser user,
    CurrentTenant tenant
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
        var reversal = await OppositeAsync(connection, transaction, command, ct);
        if (reversal is null)
        {
            return LedgerErrors.EntryNotFound;
        }

        if (!await ClaimAsync(connection, transaction, command, ct))
        {
            return LedgerErrors.AlreadyReversed;
        }

        var booked = await post.HandleAsync(connection, transaction, [reversal], ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        await transaction.CommitAsync(ct);
        return booked.Value[0];
    }

    /// <summary>False when another request has reversed the entry.</summary>
    private async Task<bool> ClaimAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        ReverseEntryCommand command,
        CancellationToken ct
    )
    {
        await using var claim = new NpgsqlCommand(ReversalsSql.Claim, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(command.Id.Value),
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(command.Key),
            },
        };
        if (await claim.ExecuteNonQueryAsync(ct) == 1)
        {
            return true;
        }

        await using var holder = new NpgsqlCommand(ReversalsSql.KeyOf, connection, transaction)
        {
            Parameters = { SqlValue.Of(command.Id.Value) },
        };
        return (string?)await holder.ExecuteScalarAsync(ct) == command.Key;
    }

    private async Task<EntryDraft?> OppositeAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        ReverseEntryCommand command,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(ReversalsSql.Postings, connection, transaction)
        {
            Parameters = { SqlValue.Of(command.Id.Value), SqlValue.Of(tenant.Id.Value) },
        };
        await using var reader = await read.ExecuteReaderAsync(ct);
        EventSubject reference = default;
        var postings = new List<PostingDraft>();
        while (await reader.ReadAsync(ct))
        {
            reference = new EventSubject(reader.GetString(0), reader.GetInt64(1));
            var amount = new Money(reader.GetInt64(3), Currency.Of(reader.GetString(4)));
            postings.Add(new PostingDraft(new AccountId(reader.GetInt64(2)), amount * -1));
        }

        return postings.Count == 0
            ? null
            : new EntryDraft(
                tenant.Id,
                command.Key,
                "ledger.reversed",
                reference,
                $"Reversal of entry {command.Id.Value}: {command.Reason}",
                postings
            );
    }
}
