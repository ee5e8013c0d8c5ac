using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>
/// A payout run over ten thousand shops and a million released sales, until the money is held. The floor
/// stamps the same sales and writes the same payouts by hand, in one statement each, without the books.
/// </summary>
internal sealed class PayoutBench : IBenchmark
{
    private const int Shops = 10_000;
    private const int SalesPerShop = 100;
    private const int SaleMinor = 1_000;
    private static readonly Currency Pounds = Currency.Of("GBP");

    public string Name => "payouts";

    public async Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct)
    {
        var byHand = await SeedAsync(bed, "payouts-floor", ct);
        var tenant = await SeedAsync(bed, "payouts", ct);
        await bed.SettleAsync(ct);
        var started = Stopwatch.GetTimestamp();
        await bed.ExecuteAsync(PayoutFloorSql.Run, ct, byHand.Value);
        var floor = Stopwatch.GetElapsedTime(started);

        started = Stopwatch.GetTimestamp();
        await using var scope = bed.Scope(tenant);
        var run = await scope
            .ServiceProvider.GetRequiredService<SubmitPayoutRun>()
            .HandleAsync(new SubmitPayoutRunCommand(Pounds), ct);
        var took = Stopwatch.GetElapsedTime(started);
        if (run.Failed)
        {
            throw new InvalidOperationException(run.Error.Message);
        }

        await CheckAsync(bed, run.Value, ct);
        return
        [
            new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"payout run of {Shops:#,0} shops and {Shops * SalesPerShop:#,0} sales, until the money is held"
                ),
                took.TotalSeconds,
                "s",
                Target: 90,
                floor.TotalSeconds,
                IsLessBetter: true
            ),
        ];
    }

    private static async Task<TenantId> SeedAsync(BenchBed bed, string slug, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync(slug, ct);
        await bed.ExecuteAsync(PayoutFloorSql.AddShops, ct, tenant.Value, Shops);
        await bed.ExecuteAsync(
            PayoutFloorSql.AddSales,
            ct,
            tenant.Value,
            SalesPerShop,
            (long)SaleMinor
        );
        await using var scope = bed.Scope(tenant);
        var shops = await scope
            .ServiceProvider.GetRequiredService<TenantReader>()
            .SellerNamesAsync(ct);
        foreach (var some in shops.Keys.Chunk(1_000))
        {
            await BookAsync(scope.ServiceProvider, tenant, some, ct);
        }

        return tenant;
    }

    /// <summary>What the shops' sales are worth is in their balances.</summary>
    private static async Task BookAsync(
        IServiceProvider services,
        TenantId tenant,
        SellerId[] shops,
        CancellationToken ct
    )
    {
        await using var connection = await services
            .GetRequiredService<PortalConnections>()
            .OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var clearing = new AccountKey(
            tenant,
            AccountKind.GatewayClearing,
            Pounds,
            AccountOwner.Named("bench")
        );
        var accounts = await services
            .GetRequiredService<OpenAccounts>()
            .HandleAsync(connection, transaction, [clearing, .. shops.Select(Payable)], ct);
        var earned = new Money(SalesPerShop * SaleMinor, Pounds);
        var booked = await services
            .GetRequiredService<PostEntries>()
            .HandleAsync(
                connection,
                transaction,
                [
                    .. shops.Select(s => new EntryDraft(
                        tenant,
                        string.Create(CultureInfo.InvariantCulture, $"earned-{s.Value}"),
                        "bench.earned",
                        new EventSubject("seller", s.Value),
                        "Sales of the benchmark.",
                        [
                            new PostingDraft(accounts[clearing], earned),
                            new PostingDraft(accounts[Payable(s)], earned * -1),
                        ]
                    )),
                ],
                ct
            );
        if (booked.Failed)
        {
            throw new InvalidOperationException(booked.Error.Message);
        }

        await transaction.CommitAsync(ct);

        AccountKey Payable(SellerId shop) =>
            new(tenant, AccountKind.SellerPayable, Pounds, AccountOwner.Seller(shop));
    }

    /// <summary>Every shop with a bank account is paid all of its sales, and as much is held.</summary>
    private static async Task CheckAsync(BenchBed bed, PayoutRunId run, CancellationToken ct)
    {
        var isRight = await bed.ScalarAsync<bool>(PayoutFloorSql.IsRight, ct, run.Value, Shops);
        if (!isRight)
        {
            throw new InvalidOperationException(
                "The run does not pay every shop all of its sales."
            );
        }
    }
}
