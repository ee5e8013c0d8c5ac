using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Analytics;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Analytics;

public sealed class FiguresConsumerTests : FiguresTests
{
    [Fact]
    public async Task Fold_CountsRevenueByThePlacedDayAndOrdersByTheEndedDay()
    {
        var ann = await CustomerAsync("Ann");
        await CompleteAsync(At("2026-03-02T10:00Z"), 1_000, ann, At("2026-03-03T09:00Z"));
        await CompleteAsync(At("2026-03-02T11:00Z"), 2_001, ann);
        await FailAsync(At("2026-03-02T12:00Z"), 500, "payment_declined");
        await DrainAsync();

        var second = await DayAsync("2026-03-02");
        var third = await DayAsync("2026-03-03");

        Assert.Equal(3_001, second.Revenue.Minor);
        Assert.Equal((1L, 1L, 1L), (second.Completed, second.Failed, second.Customers));
        Assert.Equal((15.01m, 50m), (second.AverageOrderValue.Major, second.ConversionPercent));
        Assert.Equal((0L, 1L), (third.Revenue.Minor, third.Completed));
    }

    [Fact]
    public async Task Fold_OverTheDayBordersOfSummerTime_UsesTheTenantsDay()
    {
        // London: on 29 March 2026 the day has 23 hours and from then on begins at 23:00 UTC.
        await CompleteAsync(At("2026-03-28T23:59Z"), 1);
        await CompleteAsync(At("2026-03-29T00:00Z"), 10);
        await CompleteAsync(At("2026-03-29T22:59Z"), 100);
        await CompleteAsync(At("2026-03-29T23:00Z"), 1_000);
        await DrainAsync();

        Assert.Equal(1, (await DayAsync("2026-03-28")).Revenue.Minor);
        Assert.Equal(110, (await DayAsync("2026-03-29")).Revenue.Minor);
        Assert.Equal(1_000, (await DayAsync("2026-03-30")).Revenue.Minor);
    }

    [Fact]
    public async Task Fold_RetriedOrder_LeavesTheFailures()
    {
        var order = await FailAsync(At("2026-03-02T10:00Z"), 700, "out_of_stock");
        await DrainAsync();
        Assert.Equal(1, (await DayAsync("2026-03-02")).Failed);

        await RetryAsync(order);
        await EndAsync(order, "completed", At("2026-03-04T10:00Z"), null);
        await DrainAsync();

        var placed = await DayAsync("2026-03-02");
        Assert.Equal((0L, 700L), (placed.Failed, placed.Revenue.Minor));
        Assert.Equal(1, (await DayAsync("2026-03-04")).Completed);
        await using var scope = Portal.Scope();
        var day = new DateOnly(2026, 3, 2);
        Assert.Empty(
            (await scope.Get<FigureQueries>().FailuresAsync(new(day, day), default)).Value
        );
    }

    [Fact]
    public async Task Fold_TwoCurrencies_AreNeverAdded()
    {
        await CompleteAsync(At("2026-03-02T10:00Z"), 1_000);
        await CompleteAsync(At("2026-03-02T10:00Z"), 5_000, currency: "EUR");
        await DrainAsync();

        Assert.Equal(1_000, (await DayAsync("2026-03-02")).Revenue.Minor);
        Assert.Equal(
            5_000,
            await Portal.AdminScalarAsync<long>(
                "SELECT revenue_minor FROM analytics.daily_figures WHERE currency = 'EUR' AND seller_id = 0"
            )
        );
    }

    [Fact]
    public async Task Fold_OrderOfTwoShops_GivesEachItsShareAndDividesTheRefund()
    {
        var second = await ShopAsync("second");
        var order = await CompleteAsync(
            At("2026-03-02T10:00Z"),
            1_000,
            parts: [(Portal.Seller, 333), (second, 667)]
        );
        await RefundAsync(order, 101, At("2026-03-05T10:00Z"));
        await DrainAsync();

        var shares = await Portal.AdminScalarAsync<string>(
            """
            SELECT string_agg(revenue_minor || '/' || refund_minor, ' ' ORDER BY day, seller_id)
            FROM analytics.daily_figures WHERE seller_id > 0
            """
        );
        Assert.Equal("333/0 667/0 0/34 0/67", shares);
        Assert.Equal(101, (await DayAsync("2026-03-05")).RefundAmount.Minor);
    }

    [Fact]
    public async Task Fold_KilledBeforeTheCursorMoves_CountsOnceAfterwards()
    {
        await CompleteAsync(At("2026-03-02T10:00Z"), 1_000, await CustomerAsync("Ann"));
        await using (var scope = Portal.PlatformScope())
        {
            var figures = scope
                .ServiceProvider.GetServices<IEventConsumer>()
                .Single(c => c is FiguresConsumer);
            await Eventually.TrueAsync(
                async () =>
                {
                    var dying = new DyingConsumer(figures);
                    await Assert.ThrowsAnyAsync<Exception>(async () =>
                    {
                        if (await scope.Get<EventReader>().RunOnceAsync(dying, default) == 0)
                        {
                            throw new InvalidOperationException("Nothing to read yet.");
                        }
                    });
                    return dying.HasApplied;
                },
                "the consumer was killed after its fold"
            );
        }

        await DrainAsync();

        Assert.Equal(1_000, (await DayAsync("2026-03-02")).Revenue.Minor);
    }

    [Fact]
    public async Task Figures_OfASeller_AreThoseOfItsShop()
    {
        var second = await ShopAsync("second");
        await CompleteAsync(
            At("2026-03-02T10:00Z"),
            1_000,
            parts: [(Portal.Seller, 400), (second, 600)]
        );
        await DrainAsync();
        await using var scope = await SellerScopeAsync(second);

        var day = await scope.Get<FigureQueries>().DayAsync(new DateOnly(2026, 3, 2), default);

        Assert.Equal(600, day.Value.Value.Revenue.Minor);
    }

    /// <summary>Loses its connection after the fold and before the cursor moves, as a killed worker does.</summary>
    private sealed class DyingConsumer(IEventConsumer inner) : IEventConsumer
    {
        public bool HasApplied { get; private set; }

        public string Name => inner.Name;

        public IReadOnlyCollection<string> Kinds => inner.Kinds;

        public async Task ApplyAsync(
            NpgsqlConnection connection,
            NpgsqlTransaction transaction,
            IReadOnlyList<LoggedEvent> events,
            CancellationToken ct
        )
        {
            await inner.ApplyAsync(connection, transaction, events, ct);
            HasApplied = true;
            await using var kill = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pg_backend_pid())",
                connection
            );
            await kill.ExecuteNonQueryAsync(ct);
        }
    }
}
