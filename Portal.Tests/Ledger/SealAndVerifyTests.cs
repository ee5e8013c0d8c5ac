using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Seals;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Ledger;

public sealed class SealAndVerifyTests : PortalTests
{
    private AccountId _clearing;
    private AccountId _payable;
    private bool _isTampered;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Portal.Clock.Set(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        _clearing = await Portal.OpenAccountAsync(AccountKind.GatewayClearing);
        _payable = await Portal.OpenAccountAsync(AccountKind.SellerPayable);
    }

    /// <summary>Books a test has broken on purpose are not held against it.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_isTampered)
        {
            await TamperAsync(
                "DELETE FROM ledger.seals; DELETE FROM ledger.entries; DELETE FROM ledger.postings; UPDATE ledger.balances SET minor = 0, held_minor = 0"
            );
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Seal_SealsEveryDayThatIsOver_AndNoneTwice()
    {
        await BookAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(2));
        await BookAsync(2);

        var first = await SealAsync();
        var again = await SealAsync();

        Assert.Equal((2, 0), (first.Value, again.Value));
        Assert.Equal(
            "{3,0}",
            await Portal.AdminScalarAsync<string>(
                "SELECT array_agg(entries ORDER BY number)::text FROM ledger.seals"
            )
        );
    }

    [Fact]
    public async Task Seal_FromSeveralWorkersAtOnce_SealsEachDayOnce()
    {
        await BookAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(3));

        var sealedDays = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SealAsync()));

        Assert.Equal(3, sealedDays.Sum(s => s.Value));
        Assert.True((await VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Seal_WhileSomebodyBooks_WaitsAndSealsWhatTheyBooked()
    {
        await BookAsync(1);
        await using var scope = Portal.Scope();
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        await scope
            .Get<PostEntries>()
            .HandleAsync(
                connection,
                transaction,
                [Portal.Transfer("late", _clearing, _payable, 5)],
                default
            );
        Portal.Clock.Advance(TimeSpan.FromDays(1));

        var sealing = SealAsync();
        await Eventually.TrueAsync(IsWaitingAsync, "the seal waits for the booking");
        await transaction.CommitAsync();
        await sealing;

        Assert.Equal(2, await Portal.AdminScalarAsync<long>("SELECT entries FROM ledger.seals"));
        Assert.True((await VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task Post_IntoASealedDay_IsRefused()
    {
        await BookAsync(1);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await SealAsync();
        Portal.Clock.Advance(TimeSpan.FromDays(-1));

        var refused = await Portal.PostAsync(Portal.Transfer("late", _clearing, _payable, 1));

        Assert.Equal("ledger.day_sealed", refused.Error.Code);
    }

    [Fact]
    public async Task Verify_SoundBooks_CountsThemAndFindsNothing()
    {
        await BookAsync(5);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await SealAsync();
        await BookAsync(4);

        var report = await VerifyAsync();

        Assert.True(report.IsSound, string.Join('\n', report.Faults));
        Assert.Equal(
            (9, 18, 2, 1),
            (report.Entries, report.Postings, report.Accounts, report.Seals)
        );
    }

    [Fact]
    public async Task Verify_AnEmptyLedger_IsSound() => Assert.True((await VerifyAsync()).IsSound);

    [Theory]
    [InlineData(
        "UPDATE ledger.entries SET description = 'A Transfer' WHERE id = {0}",
        "it, or one of its postings, is not what was booked."
    )]
    [InlineData(
        "UPDATE ledger.postings SET amount_minor = amount_minor + sign(amount_minor) WHERE entry_id = {0}",
        "it, or one of its postings, is not what was booked."
    )]
    [InlineData(
        "UPDATE ledger.postings SET booked_at = booked_at + interval '1 second' WHERE entry_id = {0} AND line = 1",
        "it, or one of its postings, is not what was booked."
    )]
    [InlineData(
        "UPDATE ledger.entries SET key = 'other' WHERE id = {0}",
        "its key 'other' is not the one it was booked under, or its time is not."
    )]
    [InlineData(
        "DELETE FROM ledger.entries WHERE id = {0}",
        "it was booked under the key '2-2' and is gone."
    )]
    public async Task Verify_OneByteChangedAsSuperuser_NamesTheEntry(string sql, string what)
    {
        var entries = await BookAsync(5);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await SealAsync();
        await BookAsync(2);

        await TamperAsync(string.Format(null, sql, entries[2].Id.Value));

        var report = await VerifyAsync();
        Assert.Contains(new LedgerFault($"entry {entries[2].Id.Value}", what), report.Faults);
    }

    [Fact]
    public async Task Verify_AnEntryChangedTogetherWithItsHash_IsFoundByTheSeal()
    {
        var entries = await BookAsync(5);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await SealAsync();
        var forged = Portal.Transfer("forged", _clearing, _payable, 3) with
        {
            Description = "Another story",
        };
        await Portal.PostAsync(forged);

        await TamperAsync(
            $"""
            UPDATE ledger.entries SET description = 'Another story' WHERE id = {entries[
                2
            ].Id.Value};
            UPDATE ledger.entry_keys SET content_hash = (SELECT content_hash FROM ledger.entry_keys WHERE key = 'forged')
            WHERE entry_id = {entries[2].Id.Value}
            """
        );

        var fault = Assert.Single((await VerifyAsync()).Faults);
        Assert.Equal("seal 1", fault.Row);
        Assert.Contains("are not those it was put on", fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM ledger.seals WHERE number = 1", "seal 2")]
    [InlineData("UPDATE ledger.seals SET hash = sha256(hash) WHERE number = 1", "seal 1")]
    [InlineData("UPDATE ledger.seals SET previous_hash = hash WHERE number = 2", "seal 2")]
    [InlineData("UPDATE ledger.balances SET minor = minor + 1 WHERE sign = 1", "account ")]
    [InlineData("UPDATE ledger.balances SET held_minor = 1 WHERE sign = 1", "account ")]
    [InlineData(
        "DELETE FROM ledger.entry_keys; DELETE FROM ledger.postings; DELETE FROM ledger.entries",
        "seal 1"
    )]
    public async Task Verify_OtherRowsChangedAsSuperuser_NamesTheFirst(string sql, string row)
    {
        await BookAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await BookAsync(2);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await SealAsync();

        await TamperAsync(sql);

        var report = await VerifyAsync();
        Assert.StartsWith(row, report.Faults[0].Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutTheRight_IsRefused()
    {
        var person = await Portal.AddPersonAsync(
            "seller@example.com",
            Core.Identity.BuiltInRoles.Seller,
            Portal.Tenant
        );
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        Assert.Equal(
            ErrorKind.Forbidden,
            (await scope.Get<VerifyLedger>().HandleAsync(null, default)).Error.Kind
        );
        Assert.Equal(
            ErrorKind.Forbidden,
            (await scope.Get<SealLedger>().HandleAsync(default)).Error.Kind
        );
    }

    private async Task<IReadOnlyList<BookedEntry>> BookAsync(int entries)
    {
        var day = Portal.Clock.GetUtcNow().Day;
        var booked = await Portal.PostAsync([
            .. Enumerable
                .Range(0, entries)
                .Select(n => Portal.Transfer($"{day}-{n}", _clearing, _payable, n + 1)),
        ]);
        return booked.Value;
    }

    private async Task<Result<int>> SealAsync()
    {
        await using var scope = Portal.Scope();
        return await scope.Get<SealLedger>().HandleAsync(default);
    }

    private async Task<LedgerVerification> VerifyAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<VerifyLedger>().HandleAsync(null, default)).Value;
    }

    private async Task<bool> IsWaitingAsync() =>
        await Portal.AdminScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
        );

    /// <summary>As whoever owns the server, past every trigger.</summary>
    private async Task TamperAsync(string sql)
    {
        _isTampered = true;
        await using var connection = new NpgsqlConnection(Portal.Database.AdminConnection);
        await connection.OpenAsync();
        await connection.ExecuteAsync(
            """
            ALTER TABLE ledger.entries DISABLE TRIGGER ALL; ALTER TABLE ledger.postings DISABLE TRIGGER ALL;
            ALTER TABLE ledger.entry_keys DISABLE TRIGGER ALL; ALTER TABLE ledger.seals DISABLE TRIGGER ALL;
            """ + sql
        );
    }
}
