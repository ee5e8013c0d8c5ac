using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Nobody pays out alone.</summary>
public sealed class FourEyesTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _desk = null!;
    private PayoutRunId _run;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = await PayoutDesk.OpenAsync(Portal);
        await _orders.PayAsync(7);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
        _run = (await _desk.SubmitAsync()).Value;
    }

    [Fact]
    public async Task WhoSubmitted_CannotApprove()
    {
        Assert.Equal(PayoutErrors.SamePerson, (await _desk.ApproveAsync(_run, _desk.Maker)).Error);

        await NothingWentAsync();
    }

    [Fact]
    public async Task WhoChangedABankAccountOfTheRun_CannotApproveIt()
    {
        await using (var scope = Portal.ScopeOf(_desk.Checker, Portal.Tenant))
        {
            await _desk.CancelAsync(_run);
            var saved = await scope
                .Get<SavePayoutAccount>()
                .HandleAsync(
                    new(
                        Portal.Seller,
                        PayoutDesk.Pounds,
                        "Harbour Pottery",
                        "DE89 3704 0044 0532 0130 00",
                        PayoutSchedule.Daily,
                        TestPeople.Password
                    ),
                    default
                );
            Assert.False(saved.Failed);
        }

        var run = (await _desk.SubmitAsync()).Value;

        Assert.Equal(PayoutErrors.OwnBankChange, (await _desk.ApproveAsync(run)).Error);
        await NothingWentAsync();
    }

    [Fact]
    public async Task Machine_CannotApprove()
    {
        await using var scope = Portal.Scope();
        Assert.Equal(
            PayoutErrors.PersonNeeded,
            (await scope.Get<ApprovePayoutRun>().HandleAsync(new(_run, ""), default)).Error
        );

        await NothingWentAsync();
    }

    [Fact]
    public async Task WrongPassword_DoesNotApprove_AndGuessingIsSlowedDown()
    {
        Error last;
        var tries = 0;
        do
        {
            last = (await _desk.ApproveAsync(_run, _desk.Checker, "not my password")).Error;
            tries++;
        } while (last == IdentityErrors.WrongProof && tries < 50);

        Assert.Equal("identity.too_many_tries", last.Code);
        Assert.InRange(tries, 3, 20);
        Assert.Equal(
            "identity.too_many_tries",
            (await _desk.ApproveAsync(_run, _desk.Checker)).Error.Code
        );
        await NothingWentAsync();
    }

    [Fact]
    public async Task TwentyApprovalsAtOnce_SendTheRunOnce()
    {
        var approved = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.ApproveAsync(_run)))
        );

        Assert.Single(approved, a => !a.Failed);
        Assert.Equal(7_000, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM ledger.entries WHERE kind = 'payout.sent'"
            )
        );
    }

    [Fact]
    public async Task RunAboveTheLimit_NeedsTheMarketplacesAdmin()
    {
        await using (var scope = Portal.Scope())
        {
            await scope
                .Get<SaveTerms>()
                .HandleAsync(new(5, 14, 0, ApprovalLimitMinor: 6_999), default);
        }

        Assert.Equal("payouts.beyond_limit", (await _desk.ApproveAsync(_run)).Error.Code);
        await NothingWentAsync();

        var admin = await Portal.AddPersonAsync(
            "admin@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        Assert.False((await _desk.ApproveAsync(_run, admin)).Failed);
    }

    [Fact]
    public async Task PersonWithAnApp_ApprovesWithItsCode_EachCodeOnce()
    {
        var secret = TimeCode.NewSecret();
        await using (var scope = Portal.PlatformScope())
        {
            var hidden = scope.Get<SecondFactorCheck>().Protect(secret);
            await Portal.AdminScalarAsync<int>(
                $"""
                INSERT INTO identity.authenticators (person_id, protected_secret, confirmed_at, last_step)
                VALUES ({_desk.Checker.Value}, '{hidden}', now(), 0);
                UPDATE identity.people SET two_factor_enabled = true WHERE id = {_desk.Checker.Value}
                """
            );
        }

        var step = Portal.Clock.GetUtcNow().ToUnixTimeSeconds() / 30;
        var code = TimeCode.CodeAt(secret, step);
        Assert.Equal(IdentityErrors.WrongProof, (await _desk.ApproveAsync(_run)).Error);
        Assert.False((await _desk.ApproveAsync(_run, _desk.Checker, code)).Failed);
    }

    private async Task NothingWentAsync()
    {
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Equal(7_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
    }
}
