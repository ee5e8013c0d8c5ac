using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>
/// Seals every business day of the tenant that is over, one after the other, days without entries
/// too. Refuses without the right, and when the books stay in use.
/// </summary>
public sealed class SealLedger(
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user,
    TimeProvider clock
)
{
    private const int Tries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>Answers how many days were sealed now.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Verify, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        var (made, tries) = (0, 0);
        while (await NextDayAsync(connection, tenant, ct) is { } next)
        {
            if (await TrySealAsync(connection, tenant, next, ct))
            {
                (made, tries) = (made + 1, 0);
            }
            else if (++tries == Tries)
            {
                return LedgerErrors.BooksInUse;
            }
            else
            {
                await Task.Delay(BetweenTries, clock, ct);
            }
        }

        return made;
    }

    /// <summary>The first day that is over and not sealed, as a seal that lacks its hash; null when there is none.</summary>
    private async Task<StoredSeal?> NextDayAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        var last = (
            await StoredSeal.ReadAsync(connection, SealsSql.Last, tenant.Id, ct)
        ).SingleOrDefault();
        DateOnly day;
        if (last is not null)
        {
            day = last.Day.AddDays(1);
        }
        else
        {
            await using var first = new NpgsqlCommand(SealsSql.FirstEntryAt, connection)
            {
                Parameters = { SqlValue.Of(tenant.Id.Value) },
            };
            if (await first.ExecuteScalarAsync(ct) is not DateTime bookedAt)
            {
                return null;
            }

            day = tenant.DayOf(new DateTimeOffset(bookedAt));
        }

        return day >= tenant.DayOf(clock.GetUtcNow())
            ? null
            : new StoredSeal(
                (last?.Number ?? 0) + 1,
                day,
                last?.ThroughAt ?? tenant.StartOf(day),
                tenant.StartOf(day.AddDays(1)),
                0,
                last?.Hash ?? SealDigest.Nothing,
                []
            );
    }

    /// <summary>Reads the day without keeping anybody from booking, and writes its seal if nothing came in meanwhile.</summary>
    private async Task<bool> TrySealAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        StoredSeal next,
        CancellationToken ct
    )
    {
        using var digest = new SealDigest();
        digest.Begin(tenant.Id.Value, next.Number, next.FromAt, next.ThroughAt, next.PreviousHash);
        var entries = new BookReader(connection, tenant.Id);
        await foreach (var entry in entries.ReadAsync(next.FromAt, next.ThroughAt, ct))
        {
            digest.Add(tenant.Id.Value, entry);
        }

        var count = digest.Entries;
        var hash = digest.Finish();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(SealsSql.GiveWaySoon),
                new(SealsSql.Lock) { Parameters = { SqlValue.Of(tenant.Id.Value) } },
            },
        };
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }

        await using var insert = new NpgsqlCommand(SealsSql.Insert, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(next.Number),
                SqlValue.Of(next.Day),
                SqlValue.Of(next.FromAt),
                SqlValue.Of(next.ThroughAt),
                SqlValue.Of(count),
                SqlValue.Of(next.PreviousHash),
                SqlValue.Of(hash),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
        var isSealed = await insert.ExecuteNonQueryAsync(ct) == 1;
        await transaction.CommitAsync(ct);
        return isSealed;
    }
}
