using Npgsql;
using Portal.Core.Data;
using Portal.Core.Ledger.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

/// <summary>What PostgreSQL itself keeps about the books, whoever writes.</summary>
public sealed class BooksTests : PortalTests
{
    private const int MonthsLater = 20;

    [Theory]
    [InlineData("INSERT INTO {0} SELECT * FROM {0}")]
    [InlineData("UPDATE {0} SET booked_at = now()")]
    [InlineData("DELETE FROM {0}")]
    [InlineData("TRUNCATE {0}")]
    [InlineData("ALTER TABLE {0} DISABLE TRIGGER ALL")]
    [InlineData("DROP TABLE {0}")]
    public async Task Application_CannotWriteABookByItself(string sql)
    {
        var later = await MakeLaterPartitionsAsync();
        await using var connection = await Portal.OpenAsApplicationAsync();
        string[] books =
        [
            "ledger.entries",
            "ledger.postings",
            "ledger.entry_keys",
            $"ledger.entries_{later}",
            $"ledger.postings_{later}",
        ];

        foreach (var book in books)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                connection.ExecuteAsync(string.Format(null, sql, book))
            );

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Theory]
    [InlineData("UPDATE {0} SET booked_at = now()")]
    [InlineData("DELETE FROM {0}")]
    [InlineData("TRUNCATE {0}")]
    public async Task Owner_IsStoppedByTriggersOnPartitionsMadeLater(string sql)
    {
        var later = await MakeLaterPartitionsAsync();
        await BookInThatMonthAsync();
        await using var owner = await Portal.OpenAsOwnerAsync();

        foreach (var book in new[] { $"ledger.entries_{later}", $"ledger.postings_{later}" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                owner.ExecuteAsync(string.Format(null, sql, book))
            );

            Assert.Contains("its rows are final", refused.MessageText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryPartition_HasItsTriggersAlwaysOn()
    {
        await MakeLaterPartitionsAsync();

        var unguarded = await Portal.AdminScalarAsync<string>(
            """
            SELECT string_agg(c.oid::regclass::text, ', ')
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent IN ('ledger.entries'::regclass, 'ledger.postings'::regclass, 'events.log'::regclass)
                AND (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'A'
                    AND t.tgname IN ('append_only_rows', 'append_only_table')) <> 2
            """
        );

        Assert.Null(unguarded);
    }

    [Fact]
    public async Task UnbalancedEntry_IsRefusedAtCommit()
    {
        var escrow = await Portal.OpenAccountAsync(AccountKind.Escrow);
        await using var connection = await Portal.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(Posting(1, escrow, -500));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync());

        Assert.Equal("ck_entries_balanced", refused.ConstraintName);
        Assert.Equal(0, await Portal.CountAsync("postings"));
    }

    [Fact]
    public async Task EntryThatBalancesByCommit_IsTaken()
    {
        var escrow = await Portal.OpenAccountAsync(AccountKind.Escrow);
        await using var connection = await Portal.OpenAsOwnerAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(Posting(1, escrow, 500));
        await connection.ExecuteAsync(Posting(2, escrow, -500));

        await transaction.CommitAsync();

        Assert.Equal(2, await Portal.CountAsync("postings"));
        Assert.Equal(0, await Portal.CountAsync("unbalanced_entries"));
        await UndoAsync();
    }

    [Fact]
    public async Task PostingOfAnotherTenantsAccount_IsRefused()
    {
        var (other, _) = await Portal.AddTenantAsync("south");
        var foreign = await Portal.OpenAccountAsync(AccountKind.Escrow, tenant: other);
        await using var connection = await Portal.OpenAsOwnerAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            connection.ExecuteAsync(Posting(1, foreign, 500))
        );

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
    }

    [Fact]
    public async Task AccountThatStopsAtZero_IsKeptThereByTheTableToo()
    {
        var wallet = await Portal.OpenAccountAsync(AccountKind.Wallet, AccountOwner.Customer(1));

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            Portal.AdminScalarAsync<int>(
                $"UPDATE ledger.balances SET minor = 1 WHERE account_id = {wallet.Value}"
            )
        );

        Assert.Equal("ck_balances_floor", refused.ConstraintName);
    }

    [Fact]
    public async Task PostingsOutOfOrderOfAccount_AreRefused_BecauseBalancesAreLockedInThatOrder()
    {
        var first = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        var second = await Portal.OpenAccountAsync(AccountKind.Commission);
        Assert.True(first.Value < second.Value);
        await using var owner = await Portal.OpenAsOwnerAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            owner.ExecuteAsync(Booking(second, first))
        );
        await owner.ExecuteAsync(Booking(first, second));

        Assert.Contains("order of account", refused.MessageText, StringComparison.Ordinal);
        Assert.Equal(2, await Portal.CountAsync("postings"));
    }

    private string Booking(AccountId debited, AccountId credited) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$"""
            SET portal.tenant = '{{Portal.Tenant.Value}}';
            SELECT ledger.post_entries('{ {{Portal.Tenant.Value}} }', '{ {{Portal.Tenant.Value}} }', '{a}', ARRAY['\x00'::bytea], '{sale}',
                '{order}', '{1}', '{By hand}', '{1,1}', '{1,2}', '{ {{debited.Value}}, {{credited.Value}} }', '{5,-5}', '{GBP,GBP}', now())
            """
        );

    private string Posting(int line, AccountId account, long minor) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"""
            INSERT INTO ledger.postings (entry_id, line, booked_at, tenant_id, account_id, amount_minor, currency)
            VALUES (1, {line}, '2026-11-21', {Portal.Tenant.Value}, {account.Value}, {minor}, 'GBP')
            """
        );

    /// <summary>Postings without an entry are for the superuser to remove: nobody else can.</summary>
    private Task UndoAsync() =>
        Portal.AdminScalarAsync<int>(
            "SET session_replication_role = replica; ALTER TABLE ledger.postings DISABLE TRIGGER ALL; DELETE FROM ledger.postings"
        );

    /// <summary>Makes partitions of months ahead as the worker does, and answers the last one's suffix.</summary>
    private async Task<string> MakeLaterPartitionsAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await Portal.OpenAsApplicationAsync();
        await connection.ExecuteAsync(PartitionSql.EnsureFor(now.AddMonths(MonthsLater)));
        return now.AddMonths(MonthsLater)
            .ToString("yyyy_MM", System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task BookInThatMonthAsync()
    {
        var clearing = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        var escrow = await Portal.OpenAccountAsync(AccountKind.Escrow);
        Portal.Clock.Set(TimeProvider.System.GetUtcNow().AddMonths(MonthsLater));
        var booked = await Portal.PostAsync(Portal.Transfer("later", clearing, escrow, 100));
        Assert.False(booked.Failed);
    }
}
