using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Debts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement;

/// <summary>A shop that was paid out before its buyers got their money back, and the two people who see to it.</summary>
internal sealed class DebtDesk(TestPortal portal, PaidOrders orders, PayoutDesk payouts)
{
    private static readonly TimeSpan Held = TimeSpan.FromDays(20);

    /// <summary>The shop is paid for a sale of so much, and then a buyer gets a part of it back.</summary>
    public async Task<long> OweAsync(long refunded)
    {
        var order = await orders.PayAsync(5);
        portal.Clock.Advance(Held);
        await orders.ReleaseAsync();
        var run = (await payouts.SubmitAsync()).Value;
        await payouts.ApproveAsync(run);
        await orders.RefundAsync(order, refunded);
        return order;
    }

    public async Task<DebtRow?> DebtAsync()
    {
        await using var scope = portal.ScopeOf(payouts.Maker, portal.Tenant);
        var found = await scope
            .Get<DebtQueries>()
            .FindAsync(portal.Seller, PayoutDesk.Pounds, default);
        return found.Value.Debt;
    }

    public async Task<Result<DebtRepaymentId>> RepayAsync(
        long minor,
        string key,
        string reference = "Paid back",
        int daysAgo = 0
    )
    {
        await using var scope = portal.ScopeOf(payouts.Maker, portal.Tenant);
        var today = DateOnly.FromDateTime(portal.Clock.GetUtcNow().UtcDateTime);
        return await scope
            .Get<RecordRepayment>()
            .HandleAsync(
                new(
                    portal.Seller,
                    new Money(minor, PayoutDesk.Pounds),
                    reference,
                    today.AddDays(-daysAgo),
                    key
                ),
                default
            );
    }

    public async Task<Result<DebtWriteOffId>> RequestAsync(long minor)
    {
        await using var scope = portal.ScopeOf(payouts.Maker, portal.Tenant);
        return await scope
            .Get<RequestWriteOff>()
            .HandleAsync(
                new(portal.Seller, new Money(minor, PayoutDesk.Pounds), "The shop has closed"),
                default
            );
    }

    public Task<Result> ApproveAsync(DebtWriteOffId writeOff) =>
        ApproveAsync(writeOff, payouts.Checker);

    public async Task<Result> ApproveAsync(
        DebtWriteOffId writeOff,
        PersonId by,
        string proof = TestPeople.Password
    )
    {
        await using var scope = portal.ScopeOf(by, portal.Tenant);
        return await scope.Get<ApproveWriteOff>().HandleAsync(new(writeOff, proof), default);
    }

    public async Task<Result> RefuseAsync(DebtWriteOffId writeOff, PersonId by)
    {
        await using var scope = portal.ScopeOf(by, portal.Tenant);
        return await scope
            .Get<RefuseWriteOff>()
            .HandleAsync(new(writeOff, "They are still trading"), default);
    }
}
