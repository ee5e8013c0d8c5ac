using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Seals;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>
/// Transfers between accounts by <see cref="PostEntries"/>, and the same rows by hand, in turns of the
/// same length; then a million postings sealed and read through.
/// </summary>
internal sealed class LedgerBench : IBenchmark
{
    private const int Accounts = 10_000;
    private const int HotAccounts = 10;
    private const int Rounds = 3;
    private const int VerifiedPostings = 1_000_000;
    private const int VerifiedDays = 20;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly Currency Pounds = Currency.Of("GBP");

    private long _number;

    public string Name => "ledger";

    public async Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync("ledger", ct);
        var accounts = await OpenAccountsAsync(bed, tenant, ct);
        await bed.ExecuteAsync(LedgerFloorSql.Create, ct);
        await bed.ExecuteAsync(LedgerFloorSql.AddAccounts, ct, Accounts);
        await bed.SettleAsync(ct);
        var figures = new List<BenchFigure>
        {
            await MeasureAsync("batches of 100, 2 clients", 15_000, 2, 100, accounts, Accounts),
            await MeasureAsync("singly, 16 clients", 5_000, 16, 1, accounts, Accounts),
            await MeasureAsync(
                "singly, 16 clients, ten hot accounts",
                3_000,
                16,
                1,
                accounts,
                HotAccounts
            ),
        };
        await CheckAsync(bed, tenant, ct);
        figures.Add(await VerifyAsync(bed, ct));
        return figures;

        Task<BenchFigure> MeasureAsync(
            string what,
            double target,
            int clients,
            int batch,
            AccountId[] all,
            int among
        ) => RoundsAsync(bed, tenant, what, target, new(clients, batch, all[..among]), ct);
    }

    private sealed record Load(int Clients, int Batch, AccountId[] Accounts);

    private async Task<BenchFigure> RoundsAsync(
        BenchBed bed,
        TenantId tenant,
        string what,
        double target,
        Load load,
        CancellationToken ct
    )
    {
        await OursAsync(bed, tenant, load, WarmUp, ct);
        await FloorAsync(bed, tenant, load, WarmUp, ct);
        // Foreign keys and functions planned on empty tables stay slow; the next connections plan anew.
        await bed.SettleAsync(ct);
        await OursAsync(bed, tenant, load, WarmUp, ct);
        await FloorAsync(bed, tenant, load, WarmUp, ct);
        var (ours, floor) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await OursAsync(bed, tenant, load, Turn, ct));
            floor.Add(await FloorAsync(bed, tenant, load, Turn, ct));
        }

        return new BenchFigure(
            $"ledger, transfers in {what}".Replace("in singly", "singly", StringComparison.Ordinal),
            ours.Order().ElementAt(Rounds / 2),
            "transfers/s",
            target,
            floor.Order().ElementAt(Rounds / 2),
            load.Batch > 1 ? 1.4 : null
        );
    }

    private Task<double> OursAsync(
        BenchBed bed,
        TenantId tenant,
        Load load,
        TimeSpan turn,
        CancellationToken ct
    ) =>
        RateAsync(
            load,
            turn,
            async until =>
            {
                await using var scope = bed.Scope(tenant);
                var post = scope.ServiceProvider.GetRequiredService<PostEntries>();
                await using var connection = await scope
                    .ServiceProvider.GetRequiredService<PortalConnections>()
                    .OpenAsync(ct);
                var done = 0L;
                while (Stopwatch.GetTimestamp() < until)
                {
                    var booked = await post.HandleAsync(
                        connection,
                        null,
                        Draw(load).Select(t => Entry(tenant, t)).ToList(),
                        ct
                    );
                    done += booked.Value.Count;
                }

                return done;
            }
        );

    private Task<double> FloorAsync(
        BenchBed bed,
        TenantId tenant,
        Load load,
        TimeSpan turn,
        CancellationToken ct
    )
    {
        // The floor's accounts are numbered from 1, as many as ours.
        var first = load.Accounts[0].Value - 1;
        return RateAsync(
            load,
            turn,
            async until =>
            {
                await using var connection = await bed.OpenAsOwnerAsync(ct);
                var done = 0L;
                while (Stopwatch.GetTimestamp() < until)
                {
                    var drawn = Draw(load);
                    var debits = Array.ConvertAll(drawn, t => t.Debit.Value - first);
                    var credits = Array.ConvertAll(drawn, t => t.Credit.Value - first);
                    await using var batch = new NpgsqlBatch(connection)
                    {
                        BatchCommands =
                        {
                            new(LedgerFloorSql.Lock) { Parameters = { Of(debits), Of(credits) } },
                            new(LedgerFloorSql.Transfer)
                            {
                                Parameters =
                                {
                                    Of(tenant.Value),
                                    Of(Array.ConvertAll(drawn, t => t.Key)),
                                    Of(debits),
                                    Of(credits),
                                    Of(Array.ConvertAll(drawn, t => t.Minor)),
                                },
                            },
                        },
                    };
                    await batch.PrepareAsync(ct);
                    await batch.ExecuteNonQueryAsync(ct);
                    done += drawn.Length;
                }

                return done;
            }
        );
    }

    /// <summary>Transfers per second of all clients together.</summary>
    private static async Task<double> RateAsync(
        Load load,
        TimeSpan turn,
        Func<long, Task<long>> client
    )
    {
        var started = Stopwatch.GetTimestamp();
        var until = started + (long)(turn.TotalSeconds * Stopwatch.Frequency);
        var done = await Task.WhenAll(
            Enumerable.Range(0, load.Clients).Select(_ => Task.Run(() => client(until)))
        );
        return done.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private (string Key, AccountId Debit, AccountId Credit, long Minor)[] Draw(Load load)
    {
        var drawn = new (string, AccountId, AccountId, long)[load.Batch];
        for (var i = 0; i < drawn.Length; i++)
        {
            var number = Interlocked.Increment(ref _number);
            var debit = Random.Shared.Next(load.Accounts.Length);
            var credit =
                (debit + 1 + Random.Shared.Next(load.Accounts.Length - 1)) % load.Accounts.Length;
            drawn[i] = (
                string.Create(CultureInfo.InvariantCulture, $"transfer-{number}"),
                load.Accounts[debit],
                load.Accounts[credit],
                1 + number % 1_000
            );
        }

        return drawn;
    }

    private static EntryDraft Entry(
        TenantId tenant,
        (string Key, AccountId Debit, AccountId Credit, long Minor) transfer
    ) =>
        new(
            tenant,
            transfer.Key,
            "bench.transfer",
            new EventSubject("order", transfer.Debit.Value),
            "A transfer of the benchmark",
            [
                new(transfer.Debit, new Money(transfer.Minor, Pounds)),
                new(transfer.Credit, new Money(-transfer.Minor, Pounds)),
            ]
        );

    private static async Task<AccountId[]> OpenAccountsAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var scope = bed.Scope(tenant);
        await using var connection = await scope
            .ServiceProvider.GetRequiredService<PortalConnections>()
            .OpenAsync(ct);
        var keys = Enumerable
            .Range(1, Accounts)
            .Select(n => new AccountKey(
                tenant,
                AccountKind.SellerPayable,
                Pounds,
                AccountOwner.Seller(new SellerId(n))
            ))
            .ToList();
        var opened = await scope
            .ServiceProvider.GetRequiredService<OpenAccounts>()
            .HandleAsync(connection, null, keys, ct);
        return [.. opened.Values.OrderBy(a => a.Value)];
    }

    /// <summary>Seconds to read a million postings through that lie in sealed days.</summary>
    private async Task<BenchFigure> VerifyAsync(BenchBed bed, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync("ledger-verify", ct);
        var load = new Load(1, 1_000, await OpenAccountsAsync(bed, tenant, ct));
        await using var scope = bed.Scope(tenant);
        var services = scope.ServiceProvider;
        await using var connection = await services
            .GetRequiredService<PortalConnections>()
            .OpenAsync(ct);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        const int batchesADay = VerifiedPostings / 2 / 1_000 / VerifiedDays;
        for (var day = VerifiedDays; day > 0; day--)
        {
            var post = new PostEntries(new PastClock(now.AddDays(-day)));
            for (var batch = 0; batch < batchesADay; batch++)
            {
                var entries = Draw(load).Select(t => Entry(tenant, t)).ToList();
                var booked = await post.HandleAsync(connection, null, entries, ct);
                if (booked.Failed)
                {
                    throw new InvalidOperationException(booked.Error.Message);
                }
            }
        }

        await bed.SettleAsync(ct);
        var days = await services.GetRequiredService<SealLedger>().HandleAsync(ct);
        var report = await services.GetRequiredService<VerifyLedger>().HandleAsync(null, ct);
        var isRight =
            report.Value is { IsSound: true, Postings: VerifiedPostings }
            && days.Value >= VerifiedDays;
        if (!isRight)
        {
            throw new InvalidOperationException($"The books are wrong: {report.Value}.");
        }

        return new BenchFigure(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ledger, verify {VerifiedPostings:#,0} postings, {days.Value} seals"
            ),
            report.Value.Took.TotalSeconds,
            "s",
            Target: 20,
            IsLessBetter: true
        );
    }

    /// <summary>Every transfer is there once, every entry adds up, every balance is what its postings say.</summary>
    private static async Task CheckAsync(BenchBed bed, TenantId tenant, CancellationToken ct)
    {
        await using var scope = bed.Scope(tenant);
        var report = await scope
            .ServiceProvider.GetRequiredService<VerifyLedger>()
            .HandleAsync(null, ct);
        if (!report.Value.IsSound)
        {
            throw new InvalidOperationException($"The books are wrong: {report.Value.Faults[0]}.");
        }

        var isFloorRight = await bed.ScalarAsync<bool>(
            """
            SELECT sum(b.minor) = 0 AND bool_and(b.minor = coalesce(p.minor, 0)) FROM ledger_floor.balances b
            LEFT JOIN (SELECT account_id, sum(amount_minor) AS minor FROM ledger_floor.postings GROUP BY 1) p USING (account_id)
            """,
            ct
        );
        if (!isFloorRight)
        {
            throw new InvalidOperationException("The floor's balances are not its postings.");
        }

        await bed.ExecuteAsync("DROP SCHEMA ledger_floor CASCADE", ct);
    }

    private static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    private sealed class PastClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
