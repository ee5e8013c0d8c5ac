using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Identity;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Debts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Nobody gives up the marketplace's money alone, and never more than is owed.</summary>
public sealed class DebtWriteOffTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _payouts = null!;
    private DebtDesk _desk = null!;
    private DebtWriteOffId _writeOff;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _payouts = await PayoutDesk.OpenAsync(Portal);
        _desk = new DebtDesk(Portal, _orders, _payouts);
        await _desk.OweAsync(1_000);
        _writeOff = (await _desk.RequestAsync(800)).Value;
    }

    [Fact]
    public async Task Approved_IsTheMarketplacesLoss_AndOwedNoMore()
    {
        await NothingIsLostAsync();
        Assert.Equal(800, (await _desk.DebtAsync())!.Waiting?.Minor);

        Assert.False((await _desk.ApproveAsync(_writeOff)).Failed);

        Assert.Equal(-800, await _orders.BalanceAsync(AccountKind.Losses));
        Assert.Equal(-200, await _orders.BalanceAsync(AccountKind.SellerPayable));
        await using var scope = Portal.ScopeOf(_payouts.Maker, Portal.Tenant);
        var found = await scope
            .Get<DebtQueries>()
            .FindAsync(Portal.Seller, PayoutDesk.Pounds, default);
        Assert.Equal(
            ["debt.write_off_requested", "debt.written_off"],
            found.Value.History.Select(e => e.Kind)
        );
        Assert.True(Assert.Single(found.Value.WriteOffs).IsOwn);
    }

    [Fact]
    public async Task WhoAskedForIt_CannotApproveIt()
    {
        Assert.Equal(
            DebtErrors.SamePerson,
            (await _desk.ApproveAsync(_writeOff, _payouts.Maker)).Error
        );

        await NothingIsLostAsync();
    }

    [Fact]
    public async Task DatabaseItself_RefusesTheSamePerson()
    {
        var broken = await Assert.ThrowsAsync<PostgresException>(() =>
            Portal.AdminScalarAsync<int>(
                $"""
                UPDATE settlement.debt_write_offs SET status = 'approved', decided_by = requested_by, decided_at = now()
                WHERE id = {_writeOff.Value}
                """
            )
        );

        Assert.Equal("ck_debt_write_offs_four_eyes", broken.ConstraintName);
    }

    [Fact]
    public async Task Machine_NeitherAsksNorApproves()
    {
        await using var scope = Portal.Scope();

        Assert.Equal(
            DebtErrors.PersonNeeded,
            (await scope.Get<ApproveWriteOff>().HandleAsync(new(_writeOff, ""), default)).Error
        );
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task WrongPassword_DoesNotApprove()
    {
        var refused = await _desk.ApproveAsync(_writeOff, _payouts.Checker, "not my password");

        Assert.Equal(IdentityErrors.WrongProof, refused.Error);
        await NothingIsLostAsync();
    }

    [Fact]
    public async Task TwentyApprovalsAtOnce_WriteItOffOnce()
    {
        var approved = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.ApproveAsync(_writeOff)))
        );

        Assert.Single(approved, a => !a.Failed);
        Assert.Equal(-800, await _orders.BalanceAsync(AccountKind.Losses));
    }

    [Fact]
    public async Task ApprovalAndRefusalAtOnce_OneOfThemHolds()
    {
        var approving = Task.Run(() => _desk.ApproveAsync(_writeOff));
        var refusing = Task.Run(() => _desk.RefuseAsync(_writeOff, _payouts.Maker));
        var (approved, refused) = (await approving, await refusing);

        Assert.NotEqual(approved.Failed, refused.Failed);
        Assert.Equal(approved.Failed ? 0 : -800, await _orders.BalanceAsync(AccountKind.Losses));
    }

    [Fact]
    public async Task MoreThanIsStillOwed_IsNotWrittenOff()
    {
        Assert.False((await _desk.RepayAsync(500, "a")).Failed);

        Assert.Equal("debts.more_than_owed", (await _desk.ApproveAsync(_writeOff)).Error.Code);

        await NothingIsLostAsync();
        Assert.Equal(800, (await _desk.DebtAsync())!.Waiting?.Minor);
    }

    [Fact]
    public async Task MoreThanIsOwed_CannotBeAskedFor_NorASecondTime()
    {
        Assert.Equal(DebtErrors.AlreadyRequested, (await _desk.RequestAsync(100)).Error);
        Assert.False((await _desk.RefuseAsync(_writeOff, _payouts.Checker)).Failed);

        Assert.Equal("debts.more_than_owed", (await _desk.RequestAsync(1_001)).Error.Code);
        Assert.False((await _desk.RequestAsync(1_000)).Failed);
    }

    [Fact]
    public async Task AboveTheLimit_NeedsTheMarketplacesAdmin()
    {
        await using (var scope = Portal.Scope())
        {
            await scope
                .Get<SaveTerms>()
                .HandleAsync(new(5, 14, 0, ApprovalLimitMinor: 799), default);
        }

        Assert.Equal("debts.beyond_limit", (await _desk.ApproveAsync(_writeOff)).Error.Code);
        await NothingIsLostAsync();
        var admin = await Portal.AddPersonAsync(
            "admin@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        Assert.False((await _desk.ApproveAsync(_writeOff, admin)).Failed);
    }

    [Fact]
    public async Task Refused_ChangesNothing_AndCannotBeApproved()
    {
        Assert.False((await _desk.RefuseAsync(_writeOff, _payouts.Checker)).Failed);

        Assert.Equal("debts.not_waiting", (await _desk.ApproveAsync(_writeOff)).Error.Code);
        await NothingIsLostAsync();
        Assert.Null((await _desk.DebtAsync())!.Waiting);
    }

    private async Task NothingIsLostAsync()
    {
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Losses));
        Assert.True(await _orders.BalanceAsync(AccountKind.SellerPayable) < 0);
    }
}
