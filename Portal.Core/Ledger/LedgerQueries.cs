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
    AccountHistory history,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>A file of more lines is asked for in parts.</summary>
    public const int MaxStatementLines = 50_000;

    /// <summary>Accounts by currency, kind and owner; sorted by <c>balance</c> or <c>held</c> when the page asks for it.</summary>
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
        if (filter.Kinds is { Count: > 0 } kinds)
        {
            accounts = accounts.Where(a => kinds.Contains(a.Kind));
        }

        if (filter.Currency is { } currency)
        {
            accounts = accounts.Where(a => a.Currency == currency);
        }

        if (filter.Owner is { } owner)
        {
            accounts = accounts.Where(a => a.Owner.StartsWith(owner));
        }

        var total = await accounts.CountAsync(ct);
        var rows = await Summaries(Sorted(With(db, accounts), page))
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
        var found = await Summaries(With(db, db.LedgerAccounts.Where(a => a.Id == id)))
            .SingleOrDefaultAsync(ct);
        return found is null ? LedgerErrors.AccountNotFound : found;
    }

    /// <summary>The account's postings of some days with the balance after each, the newest first; pages by cursor both ways.</summary>
    /// <param name="days">Business days of the tenant; null is ever since.</param>
    public async Task<Result<Page<AccountLine>>> LinesAsync(
        AccountId id,
        DateRange? days,
        PageRequest page,
        CancellationToken ct
    )
    {
        var account = await FindAsync(id, ct);
        if (account.Failed)
        {
            return account.Error;
        }

        return await history.PageAsync(id, account.Value.Balance.Currency, days, page, ct);
    }

    /// <summary>The account's postings of some days for a file, the oldest first. Refuses more than <see cref="MaxStatementLines"/>.</summary>
    public async Task<Result<AccountStatement>> StatementAsync(
        AccountId id,
        DateRange? days,
        CancellationToken ct
    )
    {
        var account = await FindAsync(id, ct);
        if (account.Failed)
        {
            return account.Error;
        }

        var rows = await history.LinesAsync(
            id,
            account.Value.Balance.Currency,
            days,
            MaxStatementLines + 1,
            ct
        );
        if (rows.Count > MaxStatementLines)
        {
            return LedgerErrors.StatementTooLong;
        }

        return new AccountStatement(account.Value, days, rows);
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

        return await history.BalanceBeforeAsync(id, instant, ct) is { } balance
            ? balance
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

    private static IQueryable<AccountRow> With(
        PortalDbContext db,
        IQueryable<LedgerAccount> accounts
    ) =>
        accounts.Join(
            db.AccountBalances,
            a => a.Id,
            b => b.AccountId,
            (a, b) => new AccountRow { Account = a, Balance = b }
        );

    /// <summary>By balance only within a currency: pounds and yen are not more or less than each other.</summary>
    private static IQueryable<AccountRow> Sorted(IQueryable<AccountRow> rows, PageRequest page)
    {
        var byCurrency = rows.OrderBy(r => r.Account.Currency);
        var sorted = (page.Sort, page.Descending) switch
        {
            ("balance", true) => byCurrency.ThenByDescending(r => r.Balance.Sign * r.Balance.Minor),
            ("balance", false) => byCurrency.ThenBy(r => r.Balance.Sign * r.Balance.Minor),
            ("held", true) => byCurrency.ThenByDescending(r => r.Balance.HeldMinor),
            ("held", false) => byCurrency.ThenBy(r => r.Balance.HeldMinor),
            _ => byCurrency,
        };
        return sorted.ThenBy(r => r.Account.Kind).ThenBy(r => r.Account.Owner);
    }

    private static IQueryable<AccountSummary> Summaries(IQueryable<AccountRow> rows) =>
        rows.Select(r => new AccountSummary(
            new AccountName(r.Account.Id, r.Account.Kind, r.Account.Owner),
            new Money(r.Balance.Sign * r.Balance.Minor, r.Account.Currency),
            new Money(r.Balance.HeldMinor, r.Account.Currency),
            r.Account.OpenedAt,
            r.Balance.ClosedAt
        ));

    private sealed class AccountRow
    {
        public required LedgerAccount Account { get; init; }

        public required AccountBalance Balance { get; init; }
    }
}
