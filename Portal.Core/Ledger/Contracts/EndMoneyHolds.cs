using System.Globalization;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Holds;

namespace Portal.Core.Ledger.Contracts;

/// <summary>A hold to be posted.</summary>
/// <param name="Minor">How much of it goes over, at most all of it; the rest is let go.</param>
/// <param name="Kind">Kind of the entry, e.g. <c>payout.sent</c>.</param>
/// <param name="Description">Of the entry, for people.</param>
public sealed record MoneyHoldPosting(MoneyHoldId Id, long Minor, string Kind, string Description);

/// <summary>
/// Ends holds in the caller's transaction: posts them or lets them go, many at a time, each all or
/// nothing with the others. Doing the same again changes nothing. After a refusal the caller has to
/// roll back.
/// </summary>
public sealed class EndMoneyHolds(PostEntries post, TimeProvider clock)
{
    /// <summary>Key of the entry that posts a hold.</summary>
    public static string EntryKeyOf(MoneyHoldId id) =>
        string.Create(CultureInfo.InvariantCulture, $"hold-{id.Value}");

    /// <summary>The money goes over to the other account. Answers the entries in the postings' order.</summary>
    public async Task<Result<IReadOnlyList<BookedEntry>>> PostAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<MoneyHoldPosting> postings,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(postings);
        var found = await LockAsync(connection, transaction, postings.Select(p => p.Id), ct);
        if (found.Failed)
        {
            return found.Error;
        }

        foreach (var posting in postings)
        {
            var hold = found.Value[posting.Id];
            if (posting.Minor < 1 || posting.Minor > hold.Amount.Minor)
            {
                return LedgerErrors.BeyondTheHold;
            }

            var isTheSame =
                hold.Status is MoneyHoldStatus.Posted && hold.PostedMinor == posting.Minor;
            if (hold.Status is not MoneyHoldStatus.Pending && !isTheSame)
            {
                return LedgerErrors.HoldEnded(hold.Status);
            }
        }

        var pending = found.Value.Values.Where(h => h.Status is MoneyHoldStatus.Pending).ToList();
        await LockedHolds.LetGoAsync(connection, transaction, pending, ct);
        var booked = await post.HandleAsync(
            connection,
            transaction,
            [.. postings.Select(p => Entry(found.Value[p.Id], p))],
            ct
        );
        if (booked.Failed)
        {
            return booked;
        }

        await using var end = new NpgsqlCommand(HoldsSql.EndPosted, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(postings.Select(p => p.Id.Value).ToArray()),
                SqlValue.Of(postings.Select(p => p.Minor).ToArray()),
                SqlValue.Of(booked.Value.Select(e => e.Id.Value).ToArray()),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
        await end.ExecuteNonQueryAsync(ct);
        return booked;
    }

    /// <summary>Nothing goes over; the money is available again.</summary>
    public async Task<Result> VoidAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<MoneyHoldId> ids,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = await LockAsync(connection, transaction, ids, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        if (
            found.Value.Values.FirstOrDefault(h => h.Status is MoneyHoldStatus.Posted) is { } posted
        )
        {
            return LedgerErrors.HoldEnded(posted.Status);
        }

        var pending = found.Value.Values.Where(h => h.Status is MoneyHoldStatus.Pending).ToList();
        await LockedHolds.EndAsync(
            connection,
            transaction,
            pending,
            MoneyHoldStatus.Voided,
            clock.GetUtcNow(),
            ct
        );
        return Result.Ok;
    }

    private static async Task<Result<Dictionary<MoneyHoldId, LockedHold>>> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IEnumerable<MoneyHoldId> ids,
        CancellationToken ct
    )
    {
        var wanted = ids.Select(i => i.Value).Distinct().ToArray();
        await using var enter = new NpgsqlCommand(HoldsSql.EnterBooksOf, connection, transaction)
        {
            Parameters = { SqlValue.Of(wanted) },
        };
        await enter.ExecuteNonQueryAsync(ct);
        await using var locking = new NpgsqlCommand(HoldsSql.Lock, connection, transaction)
        {
            Parameters = { SqlValue.Of(wanted) },
        };
        var holds = await LockedHolds.ReadAsync(locking, ct);
        return holds.Count == wanted.Length && wanted.Length > 0
            ? holds.ToDictionary(h => h.Id)
            : LedgerErrors.HoldNotFound;
    }

    private static EntryDraft Entry(LockedHold hold, MoneyHoldPosting posting)
    {
        // What was held is a balance as people read it, so the account it leaves goes down by it.
        var amount = new Money(-hold.FromSign * posting.Minor, hold.Amount.Currency);
        return new EntryDraft(
            hold.Tenant,
            EntryKeyOf(hold.Id),
            posting.Kind,
            hold.Reference,
            posting.Description,
            [new(hold.From, amount), new(hold.To, amount * -1)]
        );
    }
}
