using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Chargebacks;

/// <summary>What is handed to a bank to show that a payment was right.</summary>
public sealed class EvidenceTests : PortalTests
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
    public async Task Pack_HasTheOrderItsChargeAndWhatHappened_AndLoadsNothing()
    {
        var order = await _orders.PayAsync(2, 1);
        var chargeback = await _desk.OpenAsync(order, 1_000);

        var page = await PageAsync(chargeback);

        Assert.Contains("CB-1", page, StringComparison.Ordinal);
        Assert.Contains($"order-{order}-1", page, StringComparison.Ordinal);
        Assert.Contains("Order completed", page, StringComparison.Ordinal);
        Assert.Contains("SKU-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Submitted_IsKeptByteByByte_WithWhoAndWhen_AndIsUnderReview()
    {
        var chargeback = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);

        Assert.False((await _desk.SubmitAsync(chargeback, "<b>Signed & sealed</b>")).Failed);
        Portal.Clock.Advance(TimeSpan.FromDays(3));

        var found = await _desk.FindAsync(chargeback);
        var page = await PageAsync(chargeback);
        Assert.Equal(ChargebackStatus.UnderReview, found.Row.Status);
        Assert.Equal(
            found.EvidenceHash,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page)))
        );
        Assert.Contains("&lt;b&gt;Signed &amp; sealed&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.NotNull(found.SubmittedBy);
        Assert.Equal(
            ["order.chargeback_opened", "order.chargeback_evidence_submitted"],
            found.History.Select(e => e.Kind)
        );
    }

    [Fact]
    public async Task SubmittedTwice_OrByTwentyAtOnce_IsTakenOnce()
    {
        var chargeback = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);

        var submitted = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _desk.SubmitAsync(chargeback))
        );

        Assert.Equal(1, submitted.Count(s => !s.Failed));
        Assert.Equal(
            "chargebacks.already_submitted",
            (await _desk.SubmitAsync(chargeback)).Error.Code
        );
    }

    [Fact]
    public async Task AfterItsDay_OrAfterTheDecision_NoneIsTaken()
    {
        var late = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        var won = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        await _desk.WinAsync(won);
        Portal.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Equal("chargebacks.too_late", (await _desk.SubmitAsync(late)).Error.Code);
        Assert.Equal("chargebacks.already_decided", (await _desk.SubmitAsync(won)).Error.Code);
        Assert.Equal(ChargebackStatus.NeedsResponse, (await _desk.FindAsync(late)).Row.Status);
    }

    [Fact]
    public async Task UnderReview_CanBeWonAndLost()
    {
        var won = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        var lost = await _desk.OpenAsync(await _orders.PayAsync(1), 1_000);
        await _desk.SubmitAsync(won);
        await _desk.SubmitAsync(lost);

        Assert.False((await _desk.WinAsync(won)).Failed);
        Assert.False((await _desk.LoseAsync(lost)).Failed);

        Assert.Equal("chargebacks.already_decided", (await _desk.LoseAsync(won)).Error.Code);
        Assert.Equal("chargebacks.already_decided", (await _desk.WinAsync(lost)).Error.Code);
        await _orders.ReadEventsAsync();
    }

    private async Task<string> PageAsync(ChargebackId chargeback)
    {
        await using var scope = Portal.Scope();
        return Encoding.UTF8.GetString(
            (await scope.Get<EvidenceDocuments>().ReadAsync(chargeback, default)).Value
        );
    }
}
