using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

public sealed class PayoutFileTests : PortalTests
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private PayoutDesk _desk = null!;
    private PayoutRunId _run;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var orders = new PaidOrders(Portal);
        _desk = await PayoutDesk.OpenAsync(Portal);
        await orders.PayAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await orders.ReleaseAsync();
        _run = (await _desk.SubmitAsync()).Value;
    }

    [Fact]
    public async Task CreditTransfer_NamesEveryPayoutAndItsSum_TheSameEachTime()
    {
        await SavePayerAsync();
        await _desk.ApproveAsync(_run);

        var first = await WriteAsync();
        Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(first.Value, (await WriteAsync()).Value);

        var start = XDocument
            .Parse(Encoding.UTF8.GetString(first.Value))
            .Root!.Element(Pain + "CstmrCdtTrfInitn")!;
        var payment = start.Element(Pain + "PmtInf")!;
        var transfer = Assert.Single(payment.Elements(Pain + "CdtTrfTxInf"));
        Assert.Equal($"PAYOUTRUN-{_run.Value}", At(start, "GrpHdr", "MsgId"));
        Assert.Equal(("1", "30.00"), (At(start, "GrpHdr", "NbOfTxs"), At(payment, "CtrlSum")));
        Assert.Equal("Harbour Marketplace", At(payment, "Dbtr", "Nm"));
        Assert.Equal("DE89370400440532013000", At(payment, "DbtrAcct", "Id", "IBAN"));
        Assert.Equal("30.00", At(transfer, "Amt", "InstdAmt"));
        Assert.Equal(
            "GBP",
            transfer.Element(Pain + "Amt")!.Element(Pain + "InstdAmt")!.Attribute("Ccy")!.Value
        );
        Assert.Equal("GB33BUKB20201555555555", At(transfer, "CdtrAcct", "Id", "IBAN"));
    }

    [Fact]
    public async Task CreditTransfer_OfARunThatWaits_OrWithoutAPayer_IsRefused()
    {
        Assert.Equal(PayoutErrors.NotApproved, (await WriteAsync()).Error);

        await _desk.ApproveAsync(_run);
        Assert.Equal(PayoutErrors.NoPayer, (await WriteAsync()).Error);
    }

    private static string? At(XElement from, params string[] path) =>
        path.Aggregate<string, XElement?>(from, (e, name) => e?.Element(Pain + name))?.Value;

    private async Task SavePayerAsync()
    {
        await using var scope = Portal.Scope();
        var saved = await scope
            .Get<SaveTerms>()
            .HandleAsync(
                new(
                    5,
                    14,
                    0,
                    PayerName: "Harbour Marketplace",
                    PayerIban: "DE89 3704 0044 0532 0130 00"
                ),
                default
            );
        Assert.False(saved.Failed);
    }

    private async Task<Core.Kernel.Result<byte[]>> WriteAsync()
    {
        await using var scope = Portal.ScopeOf(_desk.Maker, Portal.Tenant);
        return await scope.Get<PayoutFiles>().CreditTransferAsync(_run, default);
    }
}
