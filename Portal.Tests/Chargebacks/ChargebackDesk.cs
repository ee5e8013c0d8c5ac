using Portal.Core.Chargebacks;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Chargebacks;

/// <summary>What finance does about chargebacks.</summary>
internal sealed class ChargebackDesk(TestPortal portal)
{
    private int _count;

    public RecordChargebackCommand Of(
        long order,
        long minor,
        long fee = 0,
        string currency = "GBP",
        int dueInDays = 10
    )
    {
        var number = Interlocked.Increment(ref _count);
        return new(
            new OrderId(order),
            new Money(minor, Currency.Of(currency)),
            new Money(fee, Currency.Of(currency)),
            $"CB-{number}",
            "product_not_received",
            portal.Clock.GetUtcNow().AddDays(dueInDays),
            $"request-{number}"
        );
    }

    public async Task<Result<ChargebackId>> RecordAsync(RecordChargebackCommand command)
    {
        await using var scope = portal.Scope();
        return await scope.Get<RecordChargeback>().HandleAsync(command, default);
    }

    public async Task<ChargebackId> OpenAsync(long order, long minor, long fee = 0) =>
        (await RecordAsync(Of(order, minor, fee))).Value;

    public async Task<Result> WinAsync(ChargebackId chargeback)
    {
        await using var scope = portal.Scope();
        return await scope.Get<WinChargeback>().HandleAsync(new(chargeback), default);
    }

    public async Task<Result> LoseAsync(ChargebackId chargeback, bool isBorneByMarketplace = false)
    {
        await using var scope = portal.Scope();
        return await scope
            .Get<LoseChargeback>()
            .HandleAsync(new(chargeback, isBorneByMarketplace), default);
    }

    public async Task<Result> SubmitAsync(ChargebackId chargeback, string? note = null)
    {
        await using var scope = portal.Scope();
        return await scope.Get<SubmitEvidence>().HandleAsync(new(chargeback, note), default);
    }

    public async Task<ChargebackDetail> FindAsync(ChargebackId chargeback)
    {
        await using var scope = portal.Scope();
        return (await scope.Get<ChargebackQueries>().FindAsync(chargeback, default)).Value;
    }
}
