using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Connect;

/// <summary>A shop that is paid through Stripe, and what a worker does about it.</summary>
internal sealed class ConnectDesk(TestPortal portal, PayoutDesk desk)
{
    private static readonly Uri Back = new("https://portal.example/payouts");

    public async Task<Result<Uri>> OpenAccountAsync(SellerId seller)
    {
        await using var scope = portal.ScopeOf(desk.Maker, portal.Tenant);
        return await scope
            .Get<OpenConnectedAccount>()
            .HandleAsync(new(seller, Back, TestPeople.Password), default);
    }

    public async Task<Result> AskAccountAsync()
    {
        await using var scope = portal.ScopeOf(desk.Maker, portal.Tenant);
        return await scope.Get<AskConnectedAccount>().HandleAsync(new(portal.Seller), default);
    }

    public async Task<Result> ChooseAsync(PayoutMethod method, string iban = "")
    {
        await using var scope = portal.ScopeOf(desk.Maker, portal.Tenant);
        return await scope
            .Get<SavePayoutAccount>()
            .HandleAsync(
                new(
                    portal.Seller,
                    PayoutDesk.Pounds,
                    "Harbour Pottery",
                    iban,
                    PayoutSchedule.Daily,
                    TestPeople.Password,
                    method
                ),
                default
            );
    }

    /// <summary>The shop's account is made, set up and chosen.</summary>
    public async Task ConnectAsync()
    {
        Assert.False((await OpenAccountAsync(portal.Seller)).Failed);
        Assert.False((await AskAccountAsync()).Failed);
        Assert.False((await ChooseAsync(PayoutMethod.Stripe)).Failed);
    }

    /// <summary>A run of all there is, approved. Answers its one payout.</summary>
    public async Task<PayoutId> ApproveAllAsync()
    {
        var run = (await desk.SubmitAsync(includeNotDue: true)).Value;
        Assert.False((await desk.ApproveAsync(run)).Failed);
        return Assert.Single(await desk.PayoutsAsync(run)).Payout.Id;
    }

    public async Task<Result<TransferRound>> SendAsync()
    {
        await using var scope = portal.Scope();
        return await scope.Get<SendTransfers>().HandleAsync(default);
    }

    public async Task<Result<int>> CheckAsync()
    {
        await using var scope = portal.Scope();
        return await scope.Get<CheckSentTransfers>().HandleAsync(default);
    }

    public async Task<Result> RetryAsync(PayoutId payout, PersonId? by = null)
    {
        await using var scope = portal.ScopeOf(by ?? desk.Maker, portal.Tenant);
        return await scope.Get<RetryTransfer>().HandleAsync(new(payout), default);
    }

    public async Task<PayoutRow> FindAsync(PayoutId payout)
    {
        await using var scope = portal.ScopeOf(desk.Maker, portal.Tenant);
        return (await scope.Get<PayoutQueries>().FindAsync(payout, default)).Value;
    }

    /// <summary>What waits, or was left by a worker that died, is due.</summary>
    public Task ComeDueAsync() =>
        portal.AdminScalarAsync<int>(
            "UPDATE settlement.payout_transfers SET due_at = now() WHERE due_at IS NOT NULL"
        );
}
