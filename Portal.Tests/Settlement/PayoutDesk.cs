using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement;

/// <summary>Two people of finance, and a shop that has said where its money goes.</summary>
internal sealed class PayoutDesk(TestPortal portal)
{
    public static readonly Currency Pounds = Currency.Of("GBP");

    /// <summary>An example of the UK's; its digits are right.</summary>
    public const string Iban = "GB33 BUKB 2020 1555 5555 55";

    public PersonId Maker { get; private set; }

    public PersonId Checker { get; private set; }

    public static async Task<PayoutDesk> OpenAsync(TestPortal portal)
    {
        var desk = new PayoutDesk(portal)
        {
            Maker = await portal.AddPersonAsync(
                "maker@example.com",
                BuiltInRoles.FinanceAdmin,
                portal.Tenant
            ),
            Checker = await portal.AddPersonAsync(
                "checker@example.com",
                BuiltInRoles.FinanceAdmin,
                portal.Tenant
            ),
        };
        Assert.False((await desk.SaveAccountAsync(portal.Seller)).Failed);
        return desk;
    }

    public async Task<Result> SaveAccountAsync(
        SellerId seller,
        string iban = Iban,
        PayoutSchedule schedule = PayoutSchedule.Daily
    )
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        return await scope
            .Get<SavePayoutAccount>()
            .HandleAsync(
                new(seller, Pounds, "Harbour Pottery", iban, schedule, TestPeople.Password),
                default
            );
    }

    public async Task<Result> KeepBackAsync(long minimum, long reserve, string? pausedReason)
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        var seen = (await scope.Get<PayoutQueries>().AccountsAsync(default)).Value;
        return await scope
            .Get<KeepBack>()
            .HandleAsync(
                new(
                    portal.Seller,
                    Pounds,
                    minimum,
                    reserve,
                    pausedReason,
                    Assert.Single(seen).PausedReason
                ),
                default
            );
    }

    public async Task<Result<PayoutRunId>> SubmitAsync(bool includeNotDue = false)
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        return await scope.Get<SubmitPayoutRun>().HandleAsync(new(Pounds, includeNotDue), default);
    }

    public Task<Result> ApproveAsync(PayoutRunId run) => ApproveAsync(run, Checker);

    public async Task<Result> ApproveAsync(
        PayoutRunId run,
        PersonId by,
        string proof = TestPeople.Password
    )
    {
        await using var scope = portal.ScopeOf(by, portal.Tenant);
        return await scope.Get<ApprovePayoutRun>().HandleAsync(new(run, proof), default);
    }

    public async Task<Result> CancelAsync(PayoutRunId run)
    {
        await using var scope = portal.ScopeOf(Checker, portal.Tenant);
        return await scope.Get<CancelPayoutRun>().HandleAsync(new(run), default);
    }

    public async Task<Result<int>> ConfirmAsync(PayoutRunId run)
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        return await scope.Get<ConfirmPayouts>().HandleAsync(new(run), default);
    }

    public async Task<Result> ReturnAsync(PayoutId payout)
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        return await scope.Get<ReturnPayout>().HandleAsync(new(payout, "Account closed"), default);
    }

    /// <summary>What a run would do about the shop; null when it has nothing and owes nothing.</summary>
    public async Task<PayoutCandidate?> CandidateAsync(bool includeNotDue = false)
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        var preview = await scope.Get<PayoutQueries>().PreviewAsync(Pounds, includeNotDue, default);
        return preview.Value.Candidates.SingleOrDefault()?.Candidate;
    }

    public async Task<IReadOnlyList<PayoutRow>> PayoutsAsync(PayoutRunId? run = null)
    {
        await using var scope = portal.ScopeOf(Maker, portal.Tenant);
        var page = await scope
            .Get<PayoutQueries>()
            .ListAsync(new(run), new PageRequest(1, 50), default);
        return page.Value.Rows;
    }
}
