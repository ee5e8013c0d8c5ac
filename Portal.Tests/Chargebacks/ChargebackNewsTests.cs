using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Identity;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Chargebacks;

/// <summary>What the bell of finance tells of chargebacks.</summary>
public sealed class ChargebackNewsTests : PortalTests
{
    private PaidOrders _orders = null!;
    private ChargebackDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = new ChargebackDesk(Portal);
    }

    [Fact]
    public async Task OpenedDueAndEnded_AreToldOf_EachInItsTime()
    {
        var chargeback = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        Assert.Equal([ChargebackNewsKind.Opened], await KindsAsync());

        Portal.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Empty(await KindsAsync());
        Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([ChargebackNewsKind.DueSoon], await KindsAsync());
        await _desk.SubmitAsync(chargeback);
        Assert.Empty(await KindsAsync());
        await _desk.WinAsync(chargeback);
        Assert.Equal([ChargebackNewsKind.Won], await KindsAsync());
    }

    [Fact]
    public async Task SameNews_HasTheSameTime_SoThatItIsSeenOnce()
    {
        await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        Portal.Clock.Advance(TimeSpan.FromDays(8));
        var first = Assert.Single(await NewsAsync());
        Portal.Clock.Advance(TimeSpan.FromHours(5));

        Assert.Equal(first, Assert.Single(await NewsAsync()));
    }

    [Fact]
    public async Task WithoutTheRight_NothingIsTold()
    {
        await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        var finance = await Portal.AddPersonAsync(
            "finance@example.com",
            BuiltInRoles.FinanceAdmin,
            Portal.Tenant
        );
        var courier = await Portal.AddPersonAsync(
            "courier@example.com",
            BuiltInRoles.Courier,
            Portal.Tenant
        );

        await using var theirs = Portal.ScopeOf(finance, Portal.Tenant);
        await using var others = Portal.ScopeOf(courier, Portal.Tenant);
        Assert.Single(await theirs.Get<ChargebackNews>().NewestAsync(default));
        Assert.Empty(await others.Get<ChargebackNews>().NewestAsync(default));
    }

    private async Task<IReadOnlyList<ChargebackNewsItem>> NewsAsync()
    {
        await using var scope = Portal.Scope();
        return await scope.Get<ChargebackNews>().NewestAsync(default);
    }

    private async Task<IEnumerable<ChargebackNewsKind>> KindsAsync() =>
        (await NewsAsync()).Select(n => n.Kind);
}
