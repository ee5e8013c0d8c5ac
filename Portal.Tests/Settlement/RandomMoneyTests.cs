using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Chargebacks;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement.Reserves;

namespace Portal.Tests.Settlement;

/// <summary>
/// Sales, refunds, disputes, chargebacks, releases, reserves, payouts and what the bank does, in any order: every invariant holds
/// all the way. A seed that fails is added here.
/// </summary>
public sealed class RandomMoneyTests : PortalTests
{
    private const int Steps = 200;
    private const int ManySteps = 10_000;
    private const int StepsBetweenChecks = 20;

    private readonly List<long> _paid = [];
    private readonly List<PayoutRunId> _runs = [];
    private readonly List<ChargebackId> _chargebacks = [];
    private PaidOrders _orders = null!;
    private ChargebackDesk _bank = null!;
    private PayoutDesk _desk = null!;
    private ReserveDesk _reserves = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _bank = new ChargebackDesk(Portal);
        _desk = await PayoutDesk.OpenAsync(Portal);
        _reserves = new ReserveDesk(Portal, _orders);
        await using var scope = Portal.Scope();
        await scope
            .Get<PublishCommissionRule>()
            .HandleAsync(new("All sales", 100, RateBasisPoints: 1_175), default);
        await scope.Get<SaveTerms>().HandleAsync(new(5, 14, TaxBasisPoints: 1_900), default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_261_121)]
    public Task MoneyStory_InAnyOrder_KeepsTheBooksRight(int seed) => TellAsync(seed, Steps);

    /// <summary>Takes minutes: run it by name after changes to how money moves.</summary>
    [Theory(Explicit = true)]
    [InlineData(3)]
    public Task LongMoneyStory_InAnyOrder_KeepsTheBooksRight(int seed) =>
        TellAsync(seed, ManySteps);

    private async Task TellAsync(int seed, int steps)
    {
        var random = new Random(seed);
        for (var step = 1; step <= steps; step++)
        {
            await StepAsync(random.Next(100), random);
            if (step % StepsBetweenChecks == 0)
            {
                await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
            }
        }

        Assert.NotEmpty(_runs);
    }

    private Task StepAsync(int kind, Random random) =>
        kind switch
        {
            < 23 => PayAsync(random),
            < 24 => KeepAsync(random),
            < 25 => _reserves.SettleAsync(),
            < 34 => RefundAsync(random),
            < 37 => ChargeBackAsync(random),
            < 40 => EndChargebackAsync(random),
            < 48 => FreezeAsync(random),
            < 70 => ReleaseAsync(random),
            < 80 => SubmitAsync(),
            < 88 => OfRunAsync(random, _desk.ApproveAsync),
            < 91 => OfRunAsync(random, _desk.CancelAsync),
            < 96 => OfRunAsync(random, _desk.ConfirmAsync),
            _ => ReturnAsync(random),
        };

    private async Task PayAsync(Random random) =>
        _paid.Add(
            await _orders.PayAsync(
                random.Next(3) * 195,
                random.Next(2) * 35,
                [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 5))]
            )
        );

    /// <summary>Up to a third of what the order has left.</summary>
    private async Task RefundAsync(Random random)
    {
        if (_paid.Count == 0)
        {
            return;
        }

        var order = _paid[random.Next(_paid.Count)];
        var left = await Portal.AdminScalarAsync<long>(
            $"SELECT total_minor - refunded_minor - disputed_minor FROM orders.orders WHERE id = {order}"
        );
        if (left > 0)
        {
            await _orders.RefundAsync(order, Math.Min(left, random.NextInt64(1, (left / 3) + 2)));
        }
    }

    /// <summary>A buyer's bank takes up to half of what the order has left.</summary>
    private async Task ChargeBackAsync(Random random)
    {
        if (_paid.Count == 0)
        {
            return;
        }

        var order = _paid[random.Next(_paid.Count)];
        var left = await Portal.AdminScalarAsync<long>(
            $"SELECT total_minor - refunded_minor - disputed_minor FROM orders.orders WHERE id = {order}"
        );
        if (left > 0)
        {
            _chargebacks.Add(
                await _bank.OpenAsync(
                    order,
                    Math.Min(left, random.NextInt64(1, (left / 2) + 2)),
                    fee: random.Next(2) * 150
                )
            );
        }
    }

    private async Task EndChargebackAsync(Random random)
    {
        if (_chargebacks.Count == 0)
        {
            return;
        }

        var chargeback = _chargebacks[random.Next(_chargebacks.Count)];
        _chargebacks.Remove(chargeback);
        if (random.Next(2) == 0)
        {
            await _bank.WinAsync(chargeback);
            return;
        }

        await _bank.LoseAsync(chargeback, isBorneByMarketplace: random.Next(3) == 0);
        await _orders.ReadEventsAsync();
    }

    private async Task FreezeAsync(Random random)
    {
        if (_paid.Count == 0)
        {
            return;
        }

        await using var scope = Portal.Scope();
        await scope
            .Get<FreezeSales>()
            .HandleAsync(
                new(
                    new OrderId(_paid[random.Next(_paid.Count)]),
                    [1],
                    random.Next(2) == 0 ? "The buyer disputes it" : null
                ),
                default
            );
    }

    /// <summary>The dispute window of one order is over.</summary>
    private async Task ReleaseAsync(Random random)
    {
        if (_paid.Count == 0)
        {
            return;
        }

        await Portal.AdminScalarAsync<int>(
            $"UPDATE settlement.sales SET due_at = captured_at WHERE order_id = {_paid[random.Next(_paid.Count)]}"
        );
        Portal.Clock.Advance(TimeSpan.FromMinutes(10));
        await _orders.ReleaseAsync();
    }

    private Task KeepAsync(Random random) =>
        _desk.KeepBackAsync(0, random.Next(4) * 1_750, pausedReason: null);

    private async Task SubmitAsync()
    {
        var run = await _desk.SubmitAsync(includeNotDue: true);
        if (!run.Failed)
        {
            _runs.Add(run.Value);
        }
    }

    private Task OfRunAsync<T>(Random random, Func<PayoutRunId, Task<T>> act) =>
        _runs.Count == 0 ? Task.CompletedTask : act(_runs[random.Next(_runs.Count)]);

    /// <summary>The bank gives one back; the shop names another account at once.</summary>
    private async Task ReturnAsync(Random random)
    {
        var payouts = await _desk.PayoutsAsync();
        if (payouts.Count > 0)
        {
            await _desk.ReturnAsync(payouts[random.Next(payouts.Count)].Payout.Id);
            await _desk.SaveAccountAsync(
                Portal.Seller,
                random.Next(2) == 0 ? PayoutDesk.Iban : "DE89 3704 0044 0532 0130 00"
            );
        }
    }
}
