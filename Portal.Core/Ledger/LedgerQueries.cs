using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger;

/// <summary>Accounts and where they stand, now and at any past moment. Every read refuses without the right.</summary>
public sealed class LedgerQueries(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>Accounts by currency, kind and owner.</summary>
    public async Task<Result<Page<AccountSummary>>> ListAsync(
        AccountFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var accounts = db.LedgerAccounts.AsQueryable();
        if (filter.Kind is { } kind)
        {
            accounts = accounts.Where(a => a.Kind == kind);
        }

        if (filter.Currency is { } currency)
        {
            accounts = accounts.Where(a => a.Currency == currency);
        }

        if (filter.Owner is { } owner)
        {
            accounts = accounts.Where(a => a.Owner == owner);
        }

        var total = await accounts.CountAsync(ct);
        var rows = await Summaries(
                db,
                accounts.OrderBy(a => a.Currency).ThenBy(a => a.Kind).ThenBy(a => a.Owner)
            )
            .Skip(page.Offset)
            .Take(page.Take)
            .ToListAsync(ct);
        return new Page<AccountSummary>(rows, total);
    }

    public async Task<Result<AccountSummary>> FindAsync(AccountId id, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await Summaries(db, db.LedgerAccounts.Where(a => a.Id == id))
            .SingleOrDefaultAsync(ct);
        return found is null ? LedgerErrors.AccountNotFound : found;
    }

    /// <summary>The account's postings with the balance after each, the newest first; pages by cursor towards older ones.</summary>
    public async Task<Result<Page<AccountLine>>> LinesAsync(
        AccountId id,
        PageRequest page,
        CancellationToken ct
    )
    {
        var account = await FindAsync(id, ct);
        if (account.Failed)
        {
            return account.Error;
        }

        var from = BookCursor.TryDecode(page.Cursor) ?? BookCursor.Newest;
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(LedgerReadSql.AccountLines, connection)
        {
            Parameters =
            {
                SqlValue.Of(id.Value),
                SqlValue.Of(from.BookedAt),
                SqlValue.Of(from.EntryId),
                SqlValue.Of(from.Line),
                SqlValue.Of(page.Take + 1),
            },
        };
        var currency = account.Value.Balance.Currency;
        var rows = new List<AccountLine>(page.Take);
        BookCursor? last = null;
        var hasNext = false;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (rows.Count == page.Take)
            {
                hasNext = true;
                break;
            }

            rows.Add(
                new AccountLine(
                    new EntryId(reader.GetInt64(0)),
                    reader.GetFieldValue<DateTimeOffset>(1),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetInt64(5),
                    reader.GetString(6),
                    new Money(reader.GetInt64(7), currency),
                    new Money(reader.GetInt64(8), currency)
                )
            );
            last = new BookCursor(reader.GetDateTime(1), reader.GetInt64(0), reader.GetInt16(2));
        }

        return new Page<AccountLine>(
            rows,
            rows.Count,
            IsTotalExact: !hasNext && page.Cursor is null,
            Next: hasNext ? last?.Encode() : null
        );
    }

    /// <summary>The balance right before an instant, with everything that was booked until then.</summary>
    public async Task<Result<Money>> BalanceBeforeAsync(
        AccountId id,
        DateTimeOffset instant,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(LedgerReadSql.BalanceBefore, connection)
        {
            Parameters = { SqlValue.Of(id.Value), SqlValue.Of(instant.ToUniversalTime()) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new Money(reader.GetInt64(0), Currency.Of(reader.GetString(1)))
            : LedgerErrors.AccountNotFound;
    }

    /// <summary>The books at the end of a business day of the tenant.</summary>
    public async Task<Result<TrialBalance>> TrialBalanceAsync(DateOnly day, CancellationToken ct)
    {
        if (!await user.MayAsync(LedgerPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(LedgerReadSql.TrialBalance, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(tenant.StartOf(day.AddDays(1))),
            },
        };
        var rows = new List<TrialBalanceRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var currency = Currency.Of(reader.GetString(1));
            rows.Add(
                new TrialBalanceRow(
                    SnakeCase.ToEnum<AccountKind>(reader.GetString(0)),
                    reader.GetInt64(2),
                    new Money(reader.GetInt64(3), currency),
                    new Money(reader.GetInt64(4), currency)
                )
            );
        }

        return new TrialBalance(
            day,
            rows,
            [
                .. rows.GroupBy(r => r.Debit.Currency)
                    .Select(g =>
                        (
                            g.Aggregate(Money.Zero(g.Key), (sum, r) => sum + r.Debit),
                            g.Aggregate(Money.Zero(g.Key), (sum, r) => sum + r.Credit)
                        )
                    ),
            ]
        );
    }

    private static IQueryable<AccountSummary> Summaries(
        PortalDbContext db,
        IQueryable<LedgerAccount> accounts
    ) =>
        accounts.Join(
            db.AccountBalances,
            a => a.Id,
            b => b.AccountId,
            (a, b) =>
                new AccountSummary(
                    a.Id,
                    a.Kind,
                    a.Owner,
                    new Money(b.Sign * b.Minor, a.Currency),
                    new Money(b.HeldMinor, a.Currency),
                    b.ClosedAt
                )
        );
}
